package io.millrace.evaluation.metric;

/**
 * Student's t-test on paired differences, two-sided.
 *
 * @param statistic mean difference by its standard error; infinite where all differences are equal
 *     and not 0, 0 where all are 0
 * @param degreesOfFreedom pairs - 1
 * @param p probability of a statistic at least as far from 0 if there were no difference
 * @param confidence interval of 95 % around the mean difference
 */
public record PairedTTest(double statistic, int degreesOfFreedom, double p, Interval confidence) {

  /**
   * Tests {@code differences}, one for each query.
   *
   * @throws IllegalArgumentException for fewer than two
   */
  public static PairedTTest of(double[] differences) {
    int count = differences.length;
    if (count < 2) {
      throw new IllegalArgumentException(
          "Cannot make a t-test: it needs 2 differences or more, not " + count);
    }
    double mean = 0;
    for (double difference : differences) {
      mean += difference;
    }
    mean /= count;
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    int freedom = count - 1;
    double error = Math.sqrt(squares / freedom / count);
    if (error == 0) {
      double statistic = mean == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, mean);
      return new PairedTTest(statistic, freedom, mean == 0 ? 1 : 0, new Interval(mean, mean));
    }
    double statistic = mean / error;
    double reach = quantile(0.975, freedom) * error;
    return new PairedTTest(
        statistic, freedom, twoSided(statistic, freedom), new Interval(mean - reach, mean + reach));
  }

  /** P(|T| ≥ |t|) = I(ν / (ν + t²); ν/2, 1/2), I the regularised incomplete beta function. */
  private static double twoSided(double t, int freedom) {
    return incompleteBeta(freedom / (freedom + t * t), freedom / 2.0, 0.5);
  }

  /** The t with P(T ≤ t) = {@code probability} > 1/2, by bisection. */
  private static double quantile(double probability, int freedom) {
    double tail = 2 * (1 - probability);
    double low = 0;
    double high = 1;
    while (twoSided(high, freedom) > tail) {
      high *= 2;
    }
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (twoSided(middle, freedom) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Continued fraction by Lentz's method; see NIST DLMF 8.17.22. */
  private static double incompleteBeta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(1 - x, b, a);
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    double tiny = 1e-300;
    double c = 1;
    double d = bounded(1 - (a + b) * x / (a + 1), tiny);
    d = 1 / d;
    double fraction = d;
    for (int m = 1; m <= 10_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / bounded(1 + even * d, tiny);
      c = bounded(1 + even / c, tiny);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / bounded(1 + odd * d, tiny);
      c = bounded(1 + odd / c, tiny);
      double step = d * c;
      fraction *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return front * fraction / a;
  }

  private static double bounded(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }

  /**
   * ln Γ(x), x > 0: recurrence up to 15, then Stirling's series (DLMF 5.11.1), whose next term is
   * below 1e-16 there.
   */
  private static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 15) {
      shift += Math.log(y);
      y++;
    }
    double inverse = 1 / y;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360
                        - square
                            * (1.0 / 1260
                                - square
                                    * (1.0 / 1680
                                        - square * (1.0 / 1188 - square * 691.0 / 360360)))));
    return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
