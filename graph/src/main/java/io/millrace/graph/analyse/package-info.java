/**
 * The graph of one audience as a whole: what stands in its middle, what belongs together, what
 * resembles what, and what it is like. Computed from arrays in one process; no engine is touched.
 */
@NullMarked
package io.millrace.graph.analyse;

import org.jspecify.annotations.NullMarked;
