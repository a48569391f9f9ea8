package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.ScoredDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The queries that a mode serves worst, and what to show of them. */
final class WorstQueries {
  private static final int QUERIES = 15;
  private static final int HITS = 5;
  private static final int EXPECTED = 4;

  private WorstQueries() {}

  /**
   * Up to 15 queries with a relevant document, none of them perfect: lowest nDCG@10 first, and
   * among equals those that another mode serves best, since they show what could be had.
   */
  static List<String> of(RetrievalReport report, ModeResult mode) {
    return report.queries().keySet().stream()
        .filter(query -> report.qrels().of(query).values().stream().anyMatch(grade -> grade > 0))
        .filter(query -> mode.scores().value(query, Metric.NDCG_10) < 1 - 1e-9)
        .sorted(
            Comparator.<String>comparingDouble(query -> mode.scores().value(query, Metric.NDCG_10))
                .thenComparingDouble(query -> -best(report, query)))
        .limit(QUERIES)
        .toList();
  }

  /** The first five documents. */
  static List<ScoredDocument> topHits(ModeResult mode, String query) {
    return mode.run().of(query).stream().limit(HITS).toList();
  }

  /** Up to four relevant documents, best grade first. */
  static List<String> expected(RetrievalReport report, String query) {
    return report.qrels().of(query).entrySet().stream()
        .filter(judgment -> judgment.getValue() > 0)
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(EXPECTED)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double best(RetrievalReport report, String query) {
    return report.modes().stream()
        .mapToDouble(mode -> mode.scores().value(query, Metric.NDCG_10))
        .max()
        .orElse(0);
  }
}
