package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.ScoredDocument;
import java.util.List;
import java.util.Map;

/** Where the first relevant document of a query stands. */
final class FirstHit {
  /** The rank of a query whose relevant documents were not retrieved. */
  static final int NONE = 0;

  private FirstHit() {}

  /** The rank from 1, or {@link #NONE}. */
  static int rank(Run run, String query, Map<String, Integer> grades) {
    List<ScoredDocument> ranking = run.of(query);
    for (int i = 0; i < ranking.size(); i++) {
      if (grades.getOrDefault(ranking.get(i).document(), 0) > 0) {
        return i + 1;
      }
    }
    return NONE;
  }
}
