package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.Scores;
import org.jspecify.annotations.Nullable;

/**
 * One search mode on one data set.
 *
 * @param mode {@code bm25}, {@code dense} or {@code hybrid}
 * @param model the encoders, joined by {@code +}; null where none is used
 * @param scores its measures
 * @param run what it retrieved
 * @param runFile name of the TREC run file beside the report
 */
public record ModeResult(
    String mode, @Nullable String model, Scores scores, Run run, String runFile) {}
