package io.millrace.ingestion.compare;

/** What must be done about a document. */
public enum Work {
  /** Nothing. */
  NONE,
  /** Parse the file. */
  PARSE,
  /** Take text and chunks from a row that is already there. */
  CARRY,
  /** Write a tombstone. */
  BURY
}
