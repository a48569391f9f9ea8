/** What a benchmark says: a table for a reader and one JSON object for a program. */
@NullMarked
package io.millrace.benchmark.report;

import org.jspecify.annotations.NullMarked;
