/** Comma-separated values and their kin, as tables. */
@NullMarked
package io.millrace.parsers.csv;

import org.jspecify.annotations.NullMarked;
