package io.millrace.graph;

import java.util.List;
import java.util.Optional;

/**
 * What the graph was made of, besides documents. It stands in the graph database, so that the next
 * load knows what has changed.
 *
 * @param version the number of the resolution
 * @param pins the snapshot of {@code pins} that it obeyed, 0 where there was none
 * @param names how many names live documents mention
 * @param entities how many entities those are
 * @param extractors fingerprints of the extractors, sorted
 */
record GraphSource(long version, long pins, long names, long entities, List<String> extractors) {
  private static final int PARTS = 5;

  /** The source in its written form; empty where there is none. */
  static Optional<GraphSource> of(String text) {
    String[] parts = text.split(" ");
    return parts.length != PARTS
        ? Optional.empty()
        : Optional.of(
            new GraphSource(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                List.of(parts[4].split(","))));
  }

  /** The written form: the numbers and the extractors, with spaces and commas between. */
  String text() {
    return version + " " + pins + " " + names + " " + entities + " " + String.join(",", extractors);
  }
}
