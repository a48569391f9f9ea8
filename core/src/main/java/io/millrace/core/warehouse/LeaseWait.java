package io.millrace.core.warehouse;

/** What to do when another writer holds the lease. */
public enum LeaseWait {
  /** Wait until it is free, and say so. */
  WAIT,
  /** Fail at once and name the holder. */
  FAIL
}
