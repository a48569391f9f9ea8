package io.millrace.benchmark.measure;

import java.util.Arrays;
import java.util.Locale;

/**
 * One figure over several runs.
 *
 * @param median the median, the mean of the middle two where the number of runs is even
 * @param min the smallest
 * @param max the largest
 * @param runs how many
 */
public record Series(double median, double min, double max, int runs) {

  /**
   * The figure of these runs.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Series of(double... runs) {
    if (runs.length == 0) {
      throw new IllegalArgumentException("Cannot take the median of no runs");
    }
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Series(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /** Run by run, {@code a} divided by {@code b}: what noise of the machine both share cancels. */
  public static Series ratio(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Cannot pair " + a.length + " runs with " + b.length + " runs");
    }
    double[] ratios = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      ratios[i] = a[i] / b[i];
    }
    return of(ratios);
  }

  /** Median, and the extremes where there are several runs. */
  @Override
  public String toString() {
    return runs == 1
        ? format(median)
        : format(median) + " (" + format(min) + " to " + format(max) + ")";
  }

  private static String format(double value) {
    double size = Math.abs(value);
    String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
