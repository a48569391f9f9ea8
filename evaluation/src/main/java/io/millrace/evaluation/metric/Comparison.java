package io.millrace.evaluation.metric;

/**
 * What one run gains over another on the same judged queries.
 *
 * @param metric what is compared
 * @param difference mean of the first minus mean of the second
 * @param interval bootstrap interval of 95 % around the difference
 * @param tTest paired t-test of the differences
 * @param randomisation paired randomisation test of the differences
 * @param wins queries on which the first is better by more than 1e-9
 * @param ties queries on which neither is
 * @param losses queries on which the second is better by more than 1e-9
 */
public record Comparison(
    Metric metric,
    double difference,
    Interval interval,
    PairedTTest tTest,
    RandomisationTest randomisation,
    int wins,
    int ties,
    int losses) {
  private static final double EQUAL = 1e-9;

  /**
   * Compares two runs.
   *
   * @throws IllegalArgumentException where they were not measured on the same queries, or on fewer
   *     than two
   */
  public static Comparison of(Scores first, Scores second, Metric metric) {
    if (!first.values().keySet().equals(second.values().keySet())) {
      throw new IllegalArgumentException(
          "Cannot compare two runs: one was measured on "
              + first.values().size()
              + " queries, the other on "
              + second.values().size()
              + ", and they are not the same");
    }
    double[] differences =
        first.values().keySet().stream()
            .mapToDouble(query -> first.value(query, metric) - second.value(query, metric))
            .toArray();
    int wins = 0;
    int losses = 0;
    for (double difference : differences) {
      wins += difference > EQUAL ? 1 : 0;
      losses += difference < -EQUAL ? 1 : 0;
    }
    return new Comparison(
        metric,
        first.mean(metric) - second.mean(metric),
        Bootstrap.of(differences),
        PairedTTest.of(differences),
        RandomisationTest.of(differences),
        wins,
        differences.length - wins - losses,
        losses);
  }
}
