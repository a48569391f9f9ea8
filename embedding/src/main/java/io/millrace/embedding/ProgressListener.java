package io.millrace.embedding;

/** Hears how far a job is. Called from several threads. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (step, done, total) -> {};

  /** {@code done} of {@code total} units of a step are done. */
  void report(String step, long done, long total);
}
