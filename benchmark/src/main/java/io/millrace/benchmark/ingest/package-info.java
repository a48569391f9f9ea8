/** {@code bench ingest}: what ingesting costs beside Tika alone and beside Python's tools. */
@NullMarked
package io.millrace.benchmark.ingest;

import org.jspecify.annotations.NullMarked;
