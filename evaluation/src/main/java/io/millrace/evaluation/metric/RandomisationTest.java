package io.millrace.evaluation.metric;

import java.util.SplittableRandom;

/**
 * Fisher's paired randomisation test, two-sided: under the hypothesis that two systems do not
 * differ, each query's difference could as well have had the other sign.
 *
 * @param assignments how many assignments of signs were tried
 * @param p share of them with a mean at least as far from 0 as the observed one; with sampled
 *     assignments the observed one is counted among them (Smucker, Allan and Carterette 2007)
 */
public record RandomisationTest(int assignments, double p) {
  private static final int EXACT_UP_TO = 16;
  private static final int SAMPLES = 20_000;
  private static final double SLACK = 1e-12;

  /**
   * Tests {@code differences}, one for each query: over all 2^n assignments up to 16 queries, over
   * 20,000 sampled ones (fixed seed) beyond, where p is within 0.004 of the exact one.
   */
  public static RandomisationTest of(double[] differences) {
    int count = differences.length;
    double observed = 0;
    for (double difference : differences) {
      observed += difference;
    }
    double bound = Math.abs(observed) - SLACK * count;
    return count <= EXACT_UP_TO ? exact(differences, bound) : sampled(differences, bound);
  }

  private static RandomisationTest exact(double[] differences, double bound) {
    int assignments = 1 << differences.length;
    int extreme = 0;
    for (int signs = 0; signs < assignments; signs++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (signs >>> i & 1) == 0 ? differences[i] : -differences[i];
      }
      extreme += Math.abs(sum) >= bound ? 1 : 0;
    }
    return new RandomisationTest(assignments, extreme / (double) assignments);
  }

  private static RandomisationTest sampled(double[] differences, double bound) {
    SplittableRandom random = new SplittableRandom(20071106L);
    int extreme = 1;
    for (int sample = 1; sample < SAMPLES; sample++) {
      double sum = 0;
      long signs = 0;
      for (int i = 0; i < differences.length; i++) {
        if ((i & 63) == 0) {
          signs = random.nextLong();
        }
        sum += (signs >>> (i & 63) & 1) == 0 ? differences[i] : -differences[i];
      }
      extreme += Math.abs(sum) >= bound ? 1 : 0;
    }
    return new RandomisationTest(SAMPLES, extreme / (double) SAMPLES);
  }
}
