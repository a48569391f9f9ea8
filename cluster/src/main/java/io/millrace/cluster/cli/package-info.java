/**
 * The command line: one class a command, each turning flags into a job's configuration and its
 * result into text or JSON. Commands that only read releases touch no class of Spark, Hadoop or
 * Iceberg, so that they run on any Java from 17 on.
 */
@NullMarked
package io.millrace.cluster.cli;

import org.jspecify.annotations.NullMarked;
