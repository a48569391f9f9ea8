/**
 * What is measured: wall time, processor time and memory of whole process trees, over repeated
 * runs.
 */
@NullMarked
package io.millrace.benchmark.measure;

import org.jspecify.annotations.NullMarked;
