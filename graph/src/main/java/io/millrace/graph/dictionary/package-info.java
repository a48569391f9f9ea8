/** Names and patterns that a user brings. */
@NullMarked
package io.millrace.graph.dictionary;

import org.jspecify.annotations.NullMarked;
