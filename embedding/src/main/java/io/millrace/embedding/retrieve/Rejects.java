package io.millrace.embedding.retrieve;

import java.util.List;

/**
 * The rejected documents that the caller may know of.
 *
 * @param codes how many have each {@link io.millrace.core.table.RejectCode}, most frequent first,
 *     ties by code
 * @param newest the newest of them, by revision; ties by document id
 */
public record Rejects(List<ValueCount> codes, List<Entry> newest) {
  /** The most entries of one answer. */
  public static final int MOST = 10_000;

  public Rejects {
    codes = List.copyOf(codes);
    newest = List.copyOf(newest);
  }

  /**
   * A rejected document.
   *
   * @param document its id
   * @param uri canonical URI
   * @param code name of its {@link io.millrace.core.table.RejectCode}
   * @param message what is wrong, for a reader
   * @param revision the revision that rejected it
   * @param source name of its source
   */
  public record Entry(
      String document, String uri, String code, String message, long revision, String source) {}
}
