/** Measures what an extractor finds on labelled texts. */
@NullMarked
package io.millrace.evaluation.extraction;

import org.jspecify.annotations.NullMarked;
