package io.millrace.query.page;

import io.millrace.core.table.RejectCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status page.
 *
 * @param now the moment from which ages count
 * @param releases all releases, newest first
 * @param documents how many documents the caller may see
 * @param passages how many passages the caller may see
 * @param languages those documents by BCP 47 tag
 * @param problem what is wrong now, in the interface language, or null
 * @param runs the last runs, newest first, or null where the caller may not see them
 * @param rejects rejected files of the caller's groups by code, most frequent first
 */
public record StatusView(
    Instant now,
    List<Release> releases,
    long documents,
    long passages,
    Map<String, Long> languages,
    @Nullable String problem,
    @Nullable List<Run> runs,
    List<Rejects> rejects) {

  public StatusView {
    releases = List.copyOf(releases);
    languages = Map.copyOf(languages);
    runs = runs == null ? null : List.copyOf(runs);
    rejects = List.copyOf(rejects);
  }

  /**
   * A release.
   *
   * @param id its id
   * @param generation the index generation that it names
   * @param revision the revision of the documents in it
   * @param published when it was published
   * @param live whether it answers now
   */
  public record Release(
      String id, String generation, long revision, Instant published, boolean live) {}

  /**
   * A run of a job.
   *
   * @param job the command, e.g. {@code ingest}
   * @param failed whether it failed
   * @param started when it started
   * @param finished when it ended
   * @param counts what it counted, by name
   * @param message the error of a failed run, or null
   */
  public record Run(
      String job,
      boolean failed,
      Instant started,
      Instant finished,
      Map<String, Long> counts,
      @Nullable String message) {
    public Run {
      counts = Map.copyOf(counts);
    }
  }

  /**
   * The files rejected for one reason.
   *
   * @param code the reason
   * @param count how many there are
   * @param files them, or the first of them
   */
  public record Rejects(RejectCode code, long count, List<File> files) {
    public Rejects {
      files = List.copyOf(files);
    }

    /**
     * A rejected file.
     *
     * @param uri canonical URI
     * @param message what the parser said
     */
    public record File(String uri, String message) {}
  }
}
