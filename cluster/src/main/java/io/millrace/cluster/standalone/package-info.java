/** A Spark standalone cluster on this machine: its processes, how they come up and go down. */
@NullMarked
package io.millrace.cluster.standalone;

import org.jspecify.annotations.NullMarked;
