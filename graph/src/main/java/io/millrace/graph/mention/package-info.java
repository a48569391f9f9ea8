/** What recognisers say: a stretch of a text, its type, its normal form. */
@NullMarked
package io.millrace.graph.mention;

import org.jspecify.annotations.NullMarked;
