/**
 * The graph database made equal to the tables: loaded by difference, pruned and verified. Only what
 * differs is written, so that every load can be killed and run again.
 */
@NullMarked
package io.millrace.graph.load;

import org.jspecify.annotations.NullMarked;
