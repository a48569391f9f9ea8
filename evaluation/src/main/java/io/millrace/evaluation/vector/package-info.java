/**
 * Vectors of judged texts, kept on disk between evaluations, so that a corpus is encoded once for
 * each encoder.
 */
@NullMarked
package io.millrace.evaluation.vector;

import org.jspecify.annotations.NullMarked;
