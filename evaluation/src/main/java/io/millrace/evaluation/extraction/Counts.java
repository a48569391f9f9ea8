package io.millrace.evaluation.extraction;

/**
 * Right, wrong and missed ones of a kind.
 *
 * @param right found and labelled
 * @param wrong found, not labelled
 * @param missed labelled, not found
 */
public record Counts(long right, long wrong, long missed) {
  static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(right + other.right, wrong + other.wrong, missed + other.missed);
  }

  /** Of those found, how many are right; 0 where none was found. */
  public double precision() {
    return right == 0 ? 0 : (double) right / (right + wrong);
  }

  /** Of those labelled, how many were found; 0 where none is labelled. */
  public double recall() {
    return right == 0 ? 0 : (double) right / (right + missed);
  }

  /** The harmonic mean of both (van Rijsbergen 1979). */
  public double f1() {
    return right == 0 ? 0 : 2.0 * right / (2 * right + wrong + missed);
  }
}
