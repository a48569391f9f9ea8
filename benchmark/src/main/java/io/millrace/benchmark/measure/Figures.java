package io.millrace.benchmark.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects figures by subject and name, run after run; keeps the order of their coming. */
public final class Figures {
  private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

  /** Adds one run's figure. */
  public void add(String subject, String name, double value) {
    values
        .computeIfAbsent(subject, key -> new LinkedHashMap<>())
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(value);
  }

  /**
   * One figure, run by run.
   *
   * @throws IllegalArgumentException if it was never added
   */
  public double[] runs(String subject, String name) {
    List<Double> runs = values.getOrDefault(subject, Map.of()).get(name);
    if (runs == null) {
      throw new IllegalArgumentException("Cannot find '" + name + "' of '" + subject + "'");
    }
    return runs.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The subjects, in the order of their coming. */
  public List<String> subjects() {
    return List.copyOf(values.keySet());
  }

  /** The figures of a subject over all runs. */
  public Map<String, Series> of(String subject) {
    Map<String, Series> figures = new LinkedHashMap<>();
    values
        .getOrDefault(subject, Map.of())
        .keySet()
        .forEach(name -> figures.put(name, Series.of(runs(subject, name))));
    return figures;
  }
}
