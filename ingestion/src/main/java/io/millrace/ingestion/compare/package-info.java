/** What changed: a source's listing beside the newest state of its documents. */
@NullMarked
package io.millrace.ingestion.compare;

import org.jspecify.annotations.NullMarked;
