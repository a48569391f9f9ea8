package io.millrace.ingestion.parse;

import io.millrace.core.table.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One structural part of a document, not yet cleaned. In {@code text} a line feed is the end of a
 * printed line, which cleaning may rejoin; {@link #BREAK} is a line break that the author meant. In
 * code every line feed is meant.
 *
 * @param kind what the block is
 * @param level heading level from 1, list nesting from 1, else 0
 * @param text its text; empty for a table
 * @param rows the rows of a table, else empty
 * @param page page or slide it starts on, from 1, or null where the format has none
 */
public record RawBlock(
    Block.Kind kind, int level, String text, List<RawRow> rows, @Nullable Integer page) {

  /** A line break that the author meant: Unicode LINE SEPARATOR. */
  public static final char BREAK = '\u2028';

  public RawBlock {
    rows = List.copyOf(rows);
  }
}
