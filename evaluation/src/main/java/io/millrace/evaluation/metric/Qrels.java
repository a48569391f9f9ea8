package io.millrace.evaluation.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Relevance judgments: query → document → grade. A grade of 1 or more is relevant, 0 is judged not
 * relevant, and a negative grade counts as not judged. Queries and documents keep the order in
 * which they were judged.
 *
 * @param grades query id → document id → grade
 */
public record Qrels(Map<String, Map<String, Integer>> grades) {
  public Qrels {
    Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
    grades.forEach(
        (query, documents) ->
            copy.put(query, Collections.unmodifiableMap(new LinkedHashMap<>(documents))));
    grades = Collections.unmodifiableMap(copy);
  }

  /** The ids of all judged queries, in order. */
  public Set<String> queries() {
    return grades.keySet();
  }

  /** Document → grade for one query; empty where the query is not judged. */
  public Map<String, Integer> of(String query) {
    return grades.getOrDefault(query, Map.of());
  }
}
