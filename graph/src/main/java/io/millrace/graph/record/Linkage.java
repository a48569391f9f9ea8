package io.millrace.graph.record;

/** How much two clusters belong together, and who learns of their merges. */
interface Linkage {
  /** The mean score of the pairs between two clusters (Sokal and Michener 1958). */
  Linkage AVERAGE = (a, b, sum, count) -> sum / count;

  /** Clusters of one table whose pairs have a lower mean score are never looked at. */
  double LEAST_MEAN = 0.2;

  /**
   * The score of merging two clusters, each named by its smallest record.
   *
   * @param sum of the scores of the candidate pairs between them
   * @param count how many these are
   */
  double score(int a, int b, double sum, int count);

  /** Whether the best merge is made; asked just before. */
  default boolean accepts(int a, int b, double sum, int count) {
    return true;
  }

  /** A cluster has become part of another. */
  default void merged(int kept, int gone) {}
}
