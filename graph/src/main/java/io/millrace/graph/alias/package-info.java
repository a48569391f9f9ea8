/** Finds where a text says that two names are of the same thing. */
@NullMarked
package io.millrace.graph.alias;

import org.jspecify.annotations.NullMarked;
