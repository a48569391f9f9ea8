package io.millrace.query.answer;

import io.millrace.core.release.Release;
import io.millrace.core.table.Run;
import io.millrace.embedding.retrieve.Contents;
import io.millrace.embedding.retrieve.Rejects;
import io.millrace.embedding.retrieve.ValueCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the base stands, as far as the caller may know.
 *
 * @param release the release that is served
 * @param generation its index generation
 * @param revision the revision that it was built as of
 * @param published when it was published
 * @param problem what is wrong with the live release, or null
 * @param encoders what is wrong with the encoders, or null
 * @param documents how many documents the caller may see
 * @param passages how many passages those have
 * @param languages documents by language
 * @param rejects files that could not be used, of the caller's groups
 * @param runs the last runs, newest first, or null where the caller is no operator
 */
public record StatusAnswer(
    String release,
    String generation,
    long revision,
    Instant published,
    @Nullable String problem,
    @Nullable String encoders,
    long documents,
    long passages,
    List<ValueCount> languages,
    Rejects rejects,
    @Nullable List<RunAnswer> runs) {

  /**
   * What a job did.
   *
   * @param run its id
   * @param job the command
   * @param status succeeded or failed
   * @param started when
   * @param seconds how long
   * @param revision the revision that it wrote or was built as of, or null
   * @param source the source that it read, or null
   * @param counts what it counted
   * @param message the error of a failed one, or null
   */
  public record RunAnswer(
      String run,
      String job,
      String status,
      Instant started,
      double seconds,
      @Nullable Long revision,
      @Nullable String source,
      Map<String, Long> counts,
      @Nullable String message) {
    static RunAnswer of(Run run) {
      return new RunAnswer(
          run.runId(),
          run.job(),
          run.status().name().toLowerCase(Locale.ROOT),
          run.started(),
          Duration.between(run.started(), run.finished()).toMillis() / 1000.0,
          run.outputRevision(),
          run.settings().get("source"),
          new TreeMap<>(run.counts()),
          run.message());
    }
  }

  static StatusAnswer of(
      Release release,
      @Nullable String problem,
      @Nullable String encoders,
      Contents contents,
      Rejects rejects,
      @Nullable List<RunAnswer> runs) {
    return new StatusAnswer(
        release.release(),
        release.generation(),
        release.revision(),
        release.published(),
        problem,
        encoders,
        contents.documents(),
        contents.passages(),
        contents.languages(),
        rejects,
        runs);
  }
}
