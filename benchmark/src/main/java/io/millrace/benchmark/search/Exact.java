package io.millrace.benchmark.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Nearest vectors by looking at all of them. */
final class Exact {
  private Exact() {}

  /** The rows with the {@code k} largest dot products, best first. */
  static List<Integer> nearest(float[] query, List<float[]> rows, int k) {
    float[] scores = new float[rows.size()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = dot(query, rows.get(row));
    }
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> -scores[row]))
        .limit(k)
        .toList();
  }

  /** The share of {@code right} that {@code found} has. */
  static double recall(List<String> found, List<String> right) {
    Set<String> there = new HashSet<>(found);
    return right.stream().filter(there::contains).count() / (double) right.size();
  }

  private static float dot(float[] a, float[] b) {
    float[] sums = new float[8]; // eight sums: one would wait for itself
    for (int i = 0; i < a.length; i += sums.length) {
      for (int lane = 0; lane < sums.length; lane++) {
        sums[lane] += a[i + lane] * b[i + lane];
      }
    }
    float total = 0;
    for (float sum : sums) {
      total += sum;
    }
    return total;
  }

  /** The {@code q} quantile, 0 to 1, of some numbers: the smallest that so many do not exceed. */
  static double quantile(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }

  /** The elements at these places. */
  static List<String> at(List<Integer> places, List<String> names) {
    List<String> found = new ArrayList<>();
    places.forEach(place -> found.add(names.get(place)));
    return found;
  }
}
