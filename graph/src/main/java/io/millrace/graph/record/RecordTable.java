package io.millrace.graph.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Records with the same columns. The order of rows means nothing.
 *
 * @param columns names, without the id's
 * @param rows the records, each with a value a column; a blank value is a missing one
 */
public record RecordTable(List<String> columns, List<Row> rows) {
  /** One record. */
  public record Row(String id, List<String> values) {
    public Row {
      values = List.copyOf(values);
    }
  }

  /**
   * Checks the rows.
   *
   * @throws IllegalArgumentException where a row has another number of values than there are
   *     columns, or two rows have the same id
   */
  public RecordTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    Set<String> ids = new HashSet<>();
    for (Row row : rows) {
      if (row.values().size() != columns.size()) {
        throw new IllegalArgumentException(
            "Cannot take record %s: it has %d values for %d columns"
                .formatted(row.id(), row.values().size(), columns.size()));
      }
      if (!ids.add(row.id())) {
        throw new IllegalArgumentException(
            "Cannot take record %s: another one has the same id".formatted(row.id()));
      }
    }
  }
}
