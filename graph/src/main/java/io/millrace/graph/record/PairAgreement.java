package io.millrace.graph.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Pairs of records that two ways to cluster them put together.
 *
 * @param common pairs that both have
 * @param proposed pairs of the first
 * @param actual pairs of the second
 */
record PairAgreement(long common, long proposed, long actual) {
  /**
   * Counts by the sizes of clusters and of what two have in common: linear in the records.
   *
   * @param proposed each record's cluster
   * @param actual each record's cluster; a negative one leaves the record out
   */
  static PairAgreement of(int[] proposed, int[] actual) {
    Map<Long, Long> common = new HashMap<>();
    Map<Integer, Long> first = new HashMap<>();
    Map<Integer, Long> second = new HashMap<>();
    for (int i = 0; i < proposed.length; i++) {
      if (actual[i] >= 0) {
        common.merge((long) proposed[i] << 32 | actual[i], 1L, Long::sum);
        first.merge(proposed[i], 1L, Long::sum);
        second.merge(actual[i], 1L, Long::sum);
      }
    }
    return new PairAgreement(pairs(common), pairs(first), pairs(second));
  }

  private static long pairs(Map<?, Long> sizes) {
    return sizes.values().stream().mapToLong(size -> size * (size - 1) / 2).sum();
  }
}
