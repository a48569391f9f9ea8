package io.millrace.core.maintenance;

/** How many files are rewritten. */
public enum Depth {
  /**
   * Those that are too small or hold so many rows that may go that rewriting them pays; so the cost
   * follows the change, and some rows that may go stay for a while.
   */
  WORTHWHILE,
  /** Also every file with one row that may go: none stays. */
  FULL
}
