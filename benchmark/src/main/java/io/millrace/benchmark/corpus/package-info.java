/**
 * A corpus to measure with: documents in the formats of an office, recombined from texts at hand,
 * the same byte for byte wherever the seed is the same.
 */
@NullMarked
package io.millrace.benchmark.corpus;

import org.jspecify.annotations.NullMarked;
