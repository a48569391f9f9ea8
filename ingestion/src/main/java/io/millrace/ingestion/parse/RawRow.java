package io.millrace.ingestion.parse;

import java.util.List;

/**
 * One row of a table as the parser saw it.
 *
 * @param header whether the row names the columns
 * @param cells the cells' texts, left to right; a cell may be empty
 */
public record RawRow(boolean header, List<String> cells) {
  public RawRow {
    cells = List.copyOf(cells);
  }
}
