package io.millrace.evaluation;

/** Hears how far an evaluation is. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = (work, done, total) -> {};

  /**
   * Some work has advanced. Called by one thread at a time.
   *
   * @param work what is done, as {@code encoding and indexing}
   * @param done how much of it
   * @param total of how much
   */
  void advanced(String work, long done, long total);
}
