/**
 * From changed files to rows of {@code documents}: parsed and cut in a Beam pipeline, carried over
 * from older rows, or buried; all in data files that one commit makes visible.
 */
@NullMarked
package io.millrace.ingestion.write;

import org.jspecify.annotations.NullMarked;
