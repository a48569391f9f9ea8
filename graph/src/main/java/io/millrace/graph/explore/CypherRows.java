package io.millrace.graph.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query of an administrator's own found.
 *
 * @param columns their names
 * @param rows values that JSON has; nodes and relationships as objects of their properties
 * @param truncated whether there were more rows than are shown
 */
public record CypherRows(
    List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
  public CypherRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
