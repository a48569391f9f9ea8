/** What it costs to bring a graph into its database, beside a plain loop. */
@NullMarked
package io.millrace.benchmark.graph;

import org.jspecify.annotations.NullMarked;
