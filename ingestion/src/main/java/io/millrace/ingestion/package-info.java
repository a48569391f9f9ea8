/** The ingestion job: from sources to rows of {@code documents}. */
@NullMarked
package io.millrace.ingestion;

import org.jspecify.annotations.NullMarked;
