package io.millrace.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service answers questions.
 *
 * @param status {@code ready}, {@code degraded} (it answers, and something is wrong) or {@code not
 *     ready}
 * @param release the release that it answers from, or null
 * @param problems what is wrong
 */
public record Readiness(String status, @Nullable String release, List<String> problems) {
  public Readiness {
    problems = List.copyOf(problems);
  }

  /** Whether it answers questions, if only by words. */
  public boolean isReady() {
    return status.equals("ready") || status.equals("degraded");
  }
}
