package io.millrace.graph.record;

/**
 * Ways to learn a score. Many labels of many things are worth many trees; where things are few,
 * what has the fewest ways to remember them tells new ones apart best.
 */
enum Learner {
  FEW_TREES(30, 0),
  MANY_TREES(120, 0),
  REGRESSION(0, 40),
  STIFF_REGRESSION(0, 200);

  private final int rounds;
  private final double penalty;

  Learner(int rounds, double penalty) {
    this.rounds = rounds;
    this.penalty = penalty;
  }

  /**
   * Learns.
   *
   * @param rows one array of features each, NaN where missing
   * @param labels what each row is
   * @param weights how much each row counts
   */
  PairScore learn(float[][] rows, boolean[] labels, float[] weights) {
    return rounds > 0
        ? BoostedTrees.train(rows, labels, weights, rounds)::probability
        : LogisticRegression.train(rows, labels, weights, penalty)::probability;
  }
}
