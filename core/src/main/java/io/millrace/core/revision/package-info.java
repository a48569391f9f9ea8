/**
 * What a revision is: its allocation inside the commit of {@code documents}, the state of all
 * documents as of one, what changed between two, and the ledger of runs.
 */
@NullMarked
package io.millrace.core.revision;

import org.jspecify.annotations.NullMarked;
