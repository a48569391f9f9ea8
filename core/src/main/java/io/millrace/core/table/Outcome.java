package io.millrace.core.table;

/** What became of a document in one revision. */
public enum Outcome {
  /** Parsed, and part of the knowledge base. */
  LIVE,
  /** Seen, but it could not be used; the row says why. */
  REJECTED,
  /** Gone from its source. */
  TOMBSTONE
}
