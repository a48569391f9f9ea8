package io.millrace.graph.record;

/** How likely the records of a pair are of one thing: from 0 to 1, by the pair's features. */
@FunctionalInterface
interface PairScore {
  /** Log-odds beyond this are certain. */
  double CERTAIN = 6;

  /** From which score on records belong together where there are no labels. */
  double UNTRAINED_THRESHOLD = 0.5;

  /** Scores a pair by {@link PairFeatures}. */
  double of(float[] features);

  /**
   * Log-odds on a scale from 0 to 1, with 0.5 for even odds: a mean of these says more than one of
   * probabilities, most of which are close to 0 or 1.
   */
  static float[] onScale(float[] probabilities) {
    float[] scores = new float[probabilities.length];
    for (int i = 0; i < scores.length; i++) {
      double odds = Math.log(probabilities[i] / (1.0 - probabilities[i]));
      scores[i] = (float) (0.5 + Math.max(-CERTAIN, Math.min(CERTAIN, odds)) / (2 * CERTAIN));
    }
    return scores;
  }
}
