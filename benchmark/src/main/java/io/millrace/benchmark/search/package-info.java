/**
 * {@code bench index} and {@code bench search}: generations of short passages in two languages,
 * built and searched by the code of production, beside Python libraries over the same texts and
 * vectors.
 */
@NullMarked
package io.millrace.benchmark.search;

import org.jspecify.annotations.NullMarked;
