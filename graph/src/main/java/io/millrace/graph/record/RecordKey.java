package io.millrace.graph.record;

import java.util.Comparator;

/**
 * Names a record: ordered by source, then by id.
 *
 * @param source 0 for the first table, 1 for the second
 * @param id unique within its table
 */
public record RecordKey(int source, String id) implements Comparable<RecordKey> {
  private static final Comparator<RecordKey> ORDER =
      Comparator.comparingInt(RecordKey::source).thenComparing(RecordKey::id);

  @Override
  public int compareTo(RecordKey other) {
    return ORDER.compare(this, other);
  }
}
