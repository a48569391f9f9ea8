package io.millrace.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found, one entry a mode. As JSON it is what {@code millrace evaluate retrieval
 * --json} prints.
 *
 * @param results one entry a mode, in the order asked for
 */
public record EvaluationResult(List<Entry> results) {
  public EvaluationResult {
    results = List.copyOf(results);
  }

  /**
   * One mode.
   *
   * @param dataset name of the data set
   * @param split which judgments of it
   * @param mode {@code bm25}, {@code dense} or {@code hybrid}
   * @param model the encoders, joined by {@code +}; null where none is used
   * @param queries how many are judged
   * @param metrics label → mean over all judged queries
   * @param runfile path of the TREC run file
   * @param report path of the HTML report
   */
  public record Entry(
      String dataset,
      String split,
      String mode,
      @Nullable String model,
      int queries,
      Map<String, Double> metrics,
      String runfile,
      String report) {
    public Entry {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }
}
