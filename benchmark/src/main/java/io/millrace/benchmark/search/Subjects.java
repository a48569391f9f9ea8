package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.benchmark.measure.ChildRun;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of several subjects, collected run by run. */
final class Subjects {
  private static final Duration LIMIT = Duration.ofMinutes(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

  /** Runs a program that prints one JSON object as the last line. */
  static JsonNode run(List<String> command) throws IOException, InterruptedException {
    String output = ChildRun.of(command, Map.of(), line -> "subject", LIMIT).done().output();
    String[] lines = output.strip().split("\n");
    return JSON.readTree(lines[lines.length - 1]);
  }

  /** Adds a figure of this run. */
  void add(String subject, String figure, double value) {
    figures
        .computeIfAbsent(subject, absent -> new LinkedHashMap<>())
        .computeIfAbsent(figure, absent -> new ArrayList<>())
        .add(value);
  }

  /** A figure, run by run. */
  double[] runs(String subject, String figure) {
    List<Double> runs = figures.getOrDefault(subject, Map.of()).get(figure);
    if (runs == null) {
      throw new IllegalArgumentException("Cannot report: no " + figure + " of " + subject);
    }
    return runs.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A figure of one subject against that of another, run by run. */
  Report.Ratio ratio(String what, String figure, String subject, String other, String wanted) {
    Series ratio = Series.ratio(runs(subject, figure), runs(other, figure));
    return new Report.Ratio(what, ratio, wanted);
  }

  /** One entry a subject, in the order in which they were first measured. */
  List<Report.Entry> entries() {
    List<Report.Entry> entries = new ArrayList<>();
    figures.forEach(
        (subject, byName) -> {
          Map<String, Series> series = new LinkedHashMap<>();
          byName.keySet().forEach(name -> series.put(name, Series.of(runs(subject, name))));
          entries.add(new Report.Entry(subject, series));
        });
    return entries;
  }
}
