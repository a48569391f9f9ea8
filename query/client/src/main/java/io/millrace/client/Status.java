package io.millrace.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param languages documents by language, most frequent first
 * @param rejects files that could not be used, of the caller's groups
 * @param runs the last runs, newest first, or null where the caller is no operator
 */
public record Status(
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
    @Nullable List<Run> runs) {

  public Status {
    languages = List.copyOf(languages);
    runs = runs == null ? null : List.copyOf(runs);
  }

  /**
   * Files that could not be used.
   *
   * @param codes how many have each code, most frequent first
   * @param newest the newest of them
   */
  public record Rejects(List<ValueCount> codes, List<Reject> newest) {
    public Rejects {
      codes = List.copyOf(codes);
      newest = List.copyOf(newest);
    }
  }

  /**
   * A file that could not be used.
   *
   * @param document id of the document that it would have been
   * @param uri canonical URI
   * @param code why, such as {@code ENCRYPTED}
   * @param message why, for a reader
   * @param revision the revision that rejected it
   * @param source name of its source
   */
  public record Reject(
      String document, String uri, String code, String message, long revision, String source) {}

  /**
   * What a job did.
   *
   * @param run its id
   * @param job the command
   * @param status {@code succeeded} or {@code failed}
   * @param started when
   * @param seconds how long
   * @param revision the revision that it wrote or was built as of, or null
   * @param source the source that it read, or null
   * @param counts what it counted
   * @param message the error of a failed one, or null
   */
  public record Run(
      String run,
      String job,
      String status,
      Instant started,
      double seconds,
      @Nullable Long revision,
      @Nullable String source,
      Map<String, Long> counts,
      @Nullable String message) {
    public Run {
      counts = Map.copyOf(counts);
    }
  }
}
