package io.millrace.core.table;

import java.util.List;

/**
 * One row of a table block.
 *
 * @param header whether the row names the columns
 * @param cells one span for each cell, left to right, into the document's cleaned text
 */
public record TableRow(boolean header, List<Span> cells) {
  public TableRow {
    cells = List.copyOf(cells);
  }
}
