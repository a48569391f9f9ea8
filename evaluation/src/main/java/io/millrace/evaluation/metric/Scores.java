package io.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measures of one run: a value for each judged query, whether or not the run has it; a query
 * that the run misses or that has no relevant document counts 0 (trec_eval's {@code -c}).
 *
 * @param metrics what was measured
 * @param values query id → one value for each metric, in the order of {@code metrics}
 */
public record Scores(List<Metric> metrics, Map<String, List<Double>> values) {
  public Scores {
    metrics = List.copyOf(metrics);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Measures every judged query of {@code run}. Queries that are not judged are left out. */
  public static Scores of(Run run, Qrels qrels, List<Metric> metrics) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (String query : qrels.queries()) {
      List<Double> row = new ArrayList<>(metrics.size());
      for (Metric metric : metrics) {
        row.add(metric.of(run.of(query), qrels.of(query)));
      }
      values.put(query, Collections.unmodifiableList(row));
    }
    return new Scores(metrics, values);
  }

  /** One query's value. */
  public double value(String query, Metric metric) {
    List<Double> row = values.get(query);
    if (row == null) {
      throw new IllegalArgumentException(
          "Cannot read " + metric.label() + " of query " + query + ": it is not judged");
    }
    return row.get(column(metric));
  }

  /** The values of all judged queries, in order. */
  public double[] all(Metric metric) {
    int column = column(metric);
    return values.values().stream().mapToDouble(row -> row.get(column)).toArray();
  }

  /** The mean over all judged queries; 0 where there is none. */
  public double mean(Metric metric) {
    double sum = 0;
    for (double value : all(metric)) {
      sum += value;
    }
    return values.isEmpty() ? 0 : sum / values.size();
  }

  /** Label → mean, in the order of the metrics. */
  public Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      means.put(metric.label(), mean(metric));
    }
    return Collections.unmodifiableMap(means);
  }

  private int column(Metric metric) {
    int column = metrics.indexOf(metric);
    if (column < 0) {
      throw new IllegalArgumentException(
          "Cannot read " + metric.label() + ": measured were " + means().keySet());
    }
    return column;
  }
}
