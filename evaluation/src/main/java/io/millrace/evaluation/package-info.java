/**
 * Evaluations: retrieval measured on judged data sets and on the questions of a knowledge base,
 * with the encoders, the index and the search that production uses. No Spark and no tables: what is
 * evaluated is a generation.
 */
@NullMarked
package io.millrace.evaluation;

import org.jspecify.annotations.NullMarked;
