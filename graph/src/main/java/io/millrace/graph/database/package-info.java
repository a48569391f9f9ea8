/**
 * The graph database: how it is reached, what is waited for, its indexes, and whose graph it holds.
 * No class here touches Spark: the query service uses them too.
 */
@NullMarked
package io.millrace.graph.database;

import org.jspecify.annotations.NullMarked;
