package io.millrace.graph.record;

import java.util.List;

/** How scored pairs become clusters. */
public enum Grouping {
  /** All records that accepted pairs connect. */
  COMPONENTS,
  /** The two clusters with the highest mean score become one first. */
  AVERAGE_LINKAGE,
  /** As average linkage; pairs that are no candidates count as scored 0. */
  STRICT_LINKAGE,
  /** Of two tables: the best pair first, each record in one pair. */
  ONE_TO_ONE;

  /** Which are worth trying. */
  static List<Grouping> of(boolean twoTables) {
    return twoTables
        ? List.of(ONE_TO_ONE, AVERAGE_LINKAGE)
        : List.of(AVERAGE_LINKAGE, STRICT_LINKAGE, COMPONENTS);
  }

  Clusters start(int size, int second) {
    return new Clusters(size, second, this == ONE_TO_ONE);
  }

  void cluster(Clusters clusters, ScoredPairs pairs, double threshold) {
    switch (this) {
      case COMPONENTS, ONE_TO_ONE -> clusters.take(pairs, threshold);
      case AVERAGE_LINKAGE -> clusters.link(pairs, threshold, false);
      case STRICT_LINKAGE -> clusters.link(pairs, threshold, true);
    }
  }
}
