package io.millrace.core.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One structural part of a document. A document's cleaned text is its blocks' texts joined by line
 * feeds, in order.
 *
 * @param kind what the block is
 * @param level heading level from 1, list nesting from 1, else 0
 * @param span where its text stands in the cleaned text
 * @param page the page it starts on, from 1, or null where the format has no pages
 * @param language BCP 47 tag of the block's text, {@code und} where it cannot be told
 * @param rows the rows of a table (cells are joined by a tab, rows by a line feed), else empty
 */
public record Block(
    Kind kind, int level, Span span, @Nullable Integer page, String language, List<TableRow> rows) {

  /** The kinds of block. */
  public enum Kind {
    HEADING,
    PARAGRAPH,
    LIST,
    TABLE,
    CODE
  }

  public Block {
    rows = List.copyOf(rows);
  }
}
