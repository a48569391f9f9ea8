package io.millrace.embedding.retrieve;

import java.util.Locale;

/** How passages are found. */
public enum Mode {
  /** By words. */
  BM25,
  /** By vectors. */
  DENSE,
  /** By both, fused by rank. */
  HYBRID;

  /** {@code bm25}, {@code dense}, {@code hybrid}: the name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
