package io.millrace.graph.record;

import java.util.List;

/** How scored pairs become clusters. */
public enum Grouping {
  /** The two clusters with the highest mean score become one first. */
  AVERAGE_LINKAGE,
  /** The two clusters that agree best, by what most of their records say, become one first. */
  CONSENSUS,
  /** Of two tables: the best pair first, each record in one pair. */
  ONE_TO_ONE;

  /** Which are worth trying. */
  static List<Grouping> of(boolean twoTables) {
    return twoTables ? List.of(ONE_TO_ONE, AVERAGE_LINKAGE) : List.of(CONSENSUS);
  }

  Clusters start(int size, int second) {
    return new Clusters(size, second, this == ONE_TO_ONE);
  }

  void cluster(Clusters clusters, ScoredPairs pairs, double threshold, Linkage linkage) {
    switch (this) {
      case ONE_TO_ONE -> clusters.take(pairs, threshold);
      case AVERAGE_LINKAGE -> clusters.link(pairs, threshold, Linkage.AVERAGE);
      case CONSENSUS -> clusters.link(pairs, threshold, linkage);
    }
  }
}
