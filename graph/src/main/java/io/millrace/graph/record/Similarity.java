package io.millrace.graph.record;

/** How alike two strings, sets or vectors are: from 0, nothing in common, to 1. */
final class Similarity {
  private static final int LONGEST_PREFIX = 4;
  private static final double PREFIX_WEIGHT = 0.1;

  private Similarity() {}

  /**
   * Jaro's similarity with Winkler's bonus for a common beginning (Winkler 1990).
   *
   * <p>Jaro = (m/|a| + m/|b| + (m - t)/m) / 3 with m common characters that lie at most max(|a|,
   * |b|)/2 - 1 apart, t half the number of those in another order.
   */
  static double jaroWinkler(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    int reach = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
    boolean[] inA = new boolean[a.length()];
    boolean[] inB = new boolean[b.length()];
    int common = 0;
    for (int i = 0; i < a.length(); i++) {
      int last = Math.min(b.length() - 1, i + reach);
      for (int j = Math.max(0, i - reach); j <= last; j++) {
        if (!inB[j] && a.charAt(i) == b.charAt(j)) {
          inA[i] = true;
          inB[j] = true;
          common++;
          break;
        }
      }
    }
    if (common == 0) {
      return 0;
    }
    int moved = 0;
    int j = 0;
    for (int i = 0; i < a.length(); i++) {
      if (inA[i]) {
        while (!inB[j]) {
          j++;
        }
        moved += a.charAt(i) == b.charAt(j) ? 0 : 1;
        j++;
      }
    }
    double m = common;
    double jaro = (m / a.length() + m / b.length() + (m - moved / 2.0) / m) / 3;
    int prefix = Math.min(LONGEST_PREFIX, commonPrefix(a, b));
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
  }

  static int commonPrefix(String a, String b) {
    int length = Math.min(a.length(), b.length());
    int i = 0;
    while (i < length && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  /** How much of their union two sets have in common; both sorted, without duplicates. */
  static double jaccard(int[] a, int[] b) {
    int i = 0;
    int j = 0;
    int common = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        common++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    int union = a.length + b.length - common;
    return union == 0 ? 0 : (double) common / union;
  }

  /** The like for numbers; sorted, without duplicates. */
  static double jaccard(double[] a, double[] b) {
    int i = 0;
    int j = 0;
    int common = 0;
    while (i < a.length && j < b.length) {
      int order = Double.compare(a[i], b[j]);
      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    int union = a.length + b.length - common;
    return union == 0 ? 0 : (double) common / union;
  }

  /** 1 for the same number, 0 where one is nothing beside the other. */
  static double ratio(double a, double b) {
    double larger = Math.max(Math.abs(a), Math.abs(b));
    return larger == 0 ? 1 : Math.max(0, 1 - Math.abs(a - b) / larger);
  }

  /**
   * How alike two codes are: 1 the same, 0.5 to 1 where one is within the other, less than 0.5 for
   * a common beginning; fewer than four characters in common say nothing.
   */
  static double codes(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    double longer = Math.max(a.length(), b.length());
    int shorter = Math.min(a.length(), b.length());
    if (shorter < 4) {
      return 0;
    }
    if (a.contains(b) || b.contains(a)) {
      return 0.5 + 0.5 * shorter / longer;
    }
    int prefix = commonPrefix(a, b);
    return prefix < 4 ? 0 : 0.5 * prefix / longer;
  }
}
