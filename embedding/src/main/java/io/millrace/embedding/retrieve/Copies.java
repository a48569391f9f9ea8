package io.millrace.embedding.retrieve;

/** What becomes of passages with the same text. */
public enum Copies {
  /** Of the passages that may be seen, one of each text is shown. */
  COLLAPSE,
  /** All are shown, for evaluations that judge documents. */
  KEEP
}
