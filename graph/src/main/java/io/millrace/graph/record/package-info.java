/** Resolves records with several fields: which of them speak of the same thing. */
@NullMarked
package io.millrace.graph.record;

import org.jspecify.annotations.NullMarked;
