package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.Qrels;
import io.millrace.evaluation.metric.ScoredDocument;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a report is made of.
 *
 * @param dataset name of the data set
 * @param split which judgments of it
 * @param created when it was measured
 * @param facts what the reader must know to repeat it: label → value, in order
 * @param notices what is wrong with the data set, one sentence each
 * @param queries judged query id → its text, in order
 * @param languages query id → BCP 47 tag of its text
 * @param qrels the judgments
 * @param modes one result a mode, all measured by {@link Metric#REPORTED}; at least one
 */
public record RetrievalReport(
    String dataset,
    String split,
    Instant created,
    Map<String, String> facts,
    List<String> notices,
    Map<String, String> queries,
    Map<String, String> languages,
    Qrels qrels,
    List<ModeResult> modes) {
  public RetrievalReport {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    notices = List.copyOf(notices);
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    languages = Map.copyOf(languages);
    modes = List.copyOf(modes);
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("Cannot report on " + dataset + ": no mode was measured");
    }
  }

  /** The documents whose excerpts the page shows. */
  public Set<String> shownDocuments() {
    Set<String> shown = new LinkedHashSet<>();
    for (ModeResult mode : modes) {
      for (String query : WorstQueries.of(this, mode)) {
        WorstQueries.topHits(mode, query).stream()
            .map(ScoredDocument::document)
            .forEach(shown::add);
        shown.addAll(WorstQueries.expected(this, query));
      }
    }
    return shown;
  }
}
