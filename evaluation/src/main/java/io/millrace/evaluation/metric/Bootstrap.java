package io.millrace.evaluation.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap of a mean (Efron 1979): queries are drawn with replacement; the interval is
 * from the 2.5th to the 97.5th percentile of the means, linear between order statistics (R type 7).
 */
public final class Bootstrap {
  private static final int RESAMPLES = 10_000;
  private static final int EXACT_UP_TO = 6;

  private Bootstrap() {}

  /**
   * The 95 % interval of the mean of {@code values}: over all n^n resamples up to 6 values, over
   * 10,000 drawn ones (fixed seed) beyond.
   *
   * @throws IllegalArgumentException for no value
   */
  public static Interval of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Cannot make an interval: there is no value");
    }
    double[] means = values.length <= EXACT_UP_TO ? all(values) : drawn(values, RESAMPLES);
    Arrays.sort(means);
    return new Interval(percentile(means, 0.025), percentile(means, 0.975));
  }

  private static double[] all(double[] values) {
    int count = values.length;
    double[] means = new double[Math.toIntExact(Math.round(Math.pow(count, count)))];
    for (int resample = 0; resample < means.length; resample++) {
      double sum = 0;
      int digits = resample;
      for (int i = 0; i < count; i++) {
        sum += values[digits % count];
        digits /= count;
      }
      means[resample] = sum / count;
    }
    return means;
  }

  private static double[] drawn(double[] values, int resamples) {
    SplittableRandom random = new SplittableRandom(19790101L);
    double[] means = new double[resamples];
    for (int resample = 0; resample < resamples; resample++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[resample] = sum / values.length;
    }
    return means;
  }

  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
