package io.millrace.embedding.retrieve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How passages are found. */
public enum Mode {
  /** By words. */
  BM25,
  /** By vectors. */
  DENSE,
  /** By both, fused by rank. */
  HYBRID,
  /** By what the knowledge graph says of the entities that the question names. */
  GRAPH,
  /** By words, vectors and the graph, fused by rank. */
  HYBRID_GRAPH;

  /** {@code bm25}, {@code hybrid-graph}: the name on the command line and in addresses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether words are searched. */
  public boolean usesWords() {
    return this != DENSE && this != GRAPH;
  }

  /** Whether the question is encoded. */
  public boolean usesVectors() {
    return this != BM25 && this != GRAPH;
  }

  /** Whether {@link SearchRequest#graph} is looked at. */
  public boolean usesGraph() {
    return this == GRAPH || this == HYBRID_GRAPH;
  }

  /** Those that need an index generation and nothing else. */
  public static List<Mode> ofIndex() {
    return Arrays.stream(values()).filter(mode -> !mode.usesGraph()).toList();
  }

  @Override
  public String toString() {
    return label();
  }
}
