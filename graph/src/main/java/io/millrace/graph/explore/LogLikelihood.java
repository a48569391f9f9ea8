package io.millrace.graph.explore;

/**
 * The log-likelihood ratio of two events in one sample (Dunning, "Accurate Methods for the
 * Statistics of Surprise and Coincidence", 1993): how much likelier the counts are where the two
 * depend on each other than where they do not.
 */
final class LogLikelihood {
  private LogLikelihood() {}

  /**
   * The ratio -2 log λ, about χ² with one degree of freedom; negated where the two are together
   * less often than by chance.
   *
   * @param both how many documents have both
   * @param one how many have the one
   * @param other how many have the other
   * @param all how many there are
   */
  static double ratio(long both, long one, long other, long all) {
    // -2 log λ = 2 Σ k log(k n / (row column)), over the four cells of the table
    long onlyOne = Math.max(0, one - both);
    long onlyOther = Math.max(0, other - both);
    long none = Math.max(0, all - both - onlyOne - onlyOther);
    double n = both + onlyOne + onlyOther + none;
    double row = both + onlyOne;
    double column = both + onlyOther;
    double sum =
        cell(both, row * column, n)
            + cell(onlyOne, row * (n - column), n)
            + cell(onlyOther, (n - row) * column, n)
            + cell(none, (n - row) * (n - column), n);
    return both * n < row * column ? -2 * sum : 2 * sum;
  }

  private static double cell(long count, double expected, double n) {
    return count == 0 ? 0 : count * Math.log(count * n / expected);
  }
}
