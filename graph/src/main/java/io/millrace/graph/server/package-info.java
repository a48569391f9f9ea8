/**
 * A warehouse's own graph database server on this machine: Neo4j from the layout, in a process of
 * its own.
 */
@NullMarked
package io.millrace.graph.server;

import org.jspecify.annotations.NullMarked;
