/**
 * What keeps the tables of a warehouse small: files are rewritten without the rows that may go,
 * snapshots expire, and files that nothing refers to are deleted; beside running jobs and readers.
 */
@NullMarked
package io.millrace.core.maintenance;

import org.jspecify.annotations.NullMarked;
