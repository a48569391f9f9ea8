/**
 * The job that keeps a warehouse small: it knows the tables, the index and the releases at once.
 */
@NullMarked
package io.millrace.cluster.maintain;

import org.jspecify.annotations.NullMarked;
