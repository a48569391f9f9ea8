/**
 * {@code millrace bench chaos}: the nightly sequence under {@code kill -9}, rival writers, frozen
 * holders, a full disk and a wrong clock, each time compared with what an undisturbed sequence
 * leaves. What is compared is read from tables and files directly, not by the code under test.
 */
@NullMarked
package io.millrace.benchmark.chaos;

import org.jspecify.annotations.NullMarked;
