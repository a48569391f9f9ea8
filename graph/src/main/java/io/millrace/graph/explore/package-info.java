/**
 * Reads the graph for somebody: entities by name, what is stated of them, what connects two, what
 * changed. Every answer follows from the relationships that the asking person may see, and from
 * nothing else. No engine of the jobs is needed: the query service reads by these classes.
 */
@NullMarked
package io.millrace.graph.explore;

import org.jspecify.annotations.NullMarked;
