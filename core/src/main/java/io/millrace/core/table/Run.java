package io.millrace.core.table;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code runs}: what a job did.
 *
 * @param runId unique, sorts by start
 * @param job the command, e.g. {@code ingest}
 * @param status how it ended
 * @param started when it started
 * @param finished when it ended
 * @param inputRevision the revision it read, or null
 * @param outputRevision the revision it wrote or was built as of, or null
 * @param settings the settings that decided its result
 * @param counts what it counted, by name
 * @param message the error of a failed run, or null
 */
public record Run(
    String runId,
    String job,
    Status status,
    Instant started,
    Instant finished,
    @Nullable Long inputRevision,
    @Nullable Long outputRevision,
    Map<String, String> settings,
    Map<String, Long> counts,
    @Nullable String message) {

  /** How a run ended. */
  public enum Status {
    SUCCEEDED,
    FAILED
  }

  public Run {
    settings = Map.copyOf(settings);
    counts = Map.copyOf(counts);
  }
}
