/**
 * {@code millrace bench NAME}: the benchmarks behind every published number. Each measures Millrace
 * beside what people would use instead, in turn, in one run, and reports ratios.
 */
@NullMarked
package io.millrace.benchmark;

import org.jspecify.annotations.NullMarked;
