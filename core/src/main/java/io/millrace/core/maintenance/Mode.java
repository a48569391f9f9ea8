package io.millrace.core.maintenance;

/** Whether anything is changed. */
public enum Mode {
  /** Do it. */
  RUN,
  /** Only count what would be done now. */
  DRY_RUN
}
