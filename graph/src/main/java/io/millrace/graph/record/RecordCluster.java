package io.millrace.graph.record;

import java.util.List;

/**
 * Records of one thing.
 *
 * @param name the smallest of them
 * @param records all of them, sorted
 */
public record RecordCluster(RecordKey name, List<RecordKey> records) {
  public RecordCluster {
    records = List.copyOf(records);
  }
}
