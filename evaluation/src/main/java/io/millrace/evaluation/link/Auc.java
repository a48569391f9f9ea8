package io.millrace.evaluation.link;

import java.util.Arrays;

/** The area under the ROC curve. */
final class Auc {
  private Auc() {}

  /**
   * How likely one of the first scores is higher than one of the second, ties counting half: the
   * Mann–Whitney statistic, exact.
   */
  static double of(double[] positive, double[] negative) {
    double[] sorted = negative.clone();
    Arrays.sort(sorted);
    double higher = 0;
    for (double score : positive) {
      higher += (below(sorted, score) + belowOrEqual(sorted, score)) / 2.0;
    }
    return higher / positive.length / negative.length;
  }

  private static int below(double[] sorted, double score) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int belowOrEqual(double[] sorted, double score) {
    return below(sorted, Math.nextUp(score));
  }
}
