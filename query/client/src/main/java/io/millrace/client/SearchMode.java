package io.millrace.client;

import java.util.Locale;

/** How passages are found. */
public enum SearchMode {
  /** By words. */
  BM25,
  /** By vectors; refused with 503 where the service has none. */
  DENSE,
  /** By both, fused by rank; by words alone where the service has no vectors, and it says so. */
  HYBRID,
  /**
   * By what the knowledge graph says of the entities that the question names; refused with 503
   * where it cannot be asked.
   */
  GRAPH,
  /**
   * By words, vectors and the graph, fused by rank; without the graph where it cannot be asked, and
   * it says so.
   */
  HYBRID_GRAPH;

  /** Its name in requests and answers. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
