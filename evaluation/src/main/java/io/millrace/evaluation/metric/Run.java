package io.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a system retrieved: for each query its documents in trec_eval's order, whatever the order
 * given.
 *
 * @param tag name of the system, the last column of a TREC run file
 * @param rankings query id → documents, best first
 */
public record Run(String tag, Map<String, List<ScoredDocument>> rankings) {
  public Run {
    Map<String, List<ScoredDocument>> copy = new LinkedHashMap<>();
    rankings.forEach(
        (query, documents) -> {
          List<ScoredDocument> sorted = new ArrayList<>(documents);
          sorted.sort(ScoredDocument.TREC_ORDER);
          copy.put(query, Collections.unmodifiableList(sorted));
        });
    rankings = Collections.unmodifiableMap(copy);
  }

  /** The ranking of one query, best first; empty where nothing was retrieved. */
  public List<ScoredDocument> of(String query) {
    return rankings.getOrDefault(query, List.of());
  }
}
