/** Recognises names: people, organisations, places, products and works. */
@NullMarked
package io.millrace.graph.name;

import org.jspecify.annotations.NullMarked;
