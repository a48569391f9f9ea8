package io.millrace.ingestion.clean;

import io.millrace.core.table.Block;
import io.millrace.core.table.Span;
import io.millrace.core.table.TableRow;
import io.millrace.ingestion.language.LanguageGuess;
import io.millrace.ingestion.parse.ParsedDocument;
import io.millrace.ingestion.parse.RawBlock;
import io.millrace.ingestion.parse.RawRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one text of a parsed document, and its blocks' spans in it. The text is the blocks' texts
 * joined by one line feed; a table's cells are joined by a tab and its rows by a line feed; blocks
 * without text are dropped. Has no state: safe for threads.
 */
public final class Cleaner {
  private static final String VERSION = "clean-2";

  /** Changes whenever the same raw blocks may give other text. */
  public static String fingerprint() {
    return VERSION;
  }

  /** Cleans a document; the result is empty where nothing but layout was in it. */
  public CleanedDocument clean(ParsedDocument document) {
    StringBuilder text = new StringBuilder();
    List<Block> blocks = new ArrayList<>();
    List<RawBlock> raws =
        document.mediaType().equals("application/pdf")
            ? PrintedHeadings.told(PageEdges.withoutRunningLines(document.blocks()))
            : document.blocks();
    for (RawBlock raw : raws) {
      int before = text.length();
      if (before > 0) {
        text.append('\n');
      }
      int start = text.length();
      List<TableRow> rows = List.of();
      if (raw.kind() == Block.Kind.TABLE) {
        rows = appendTable(raw.rows(), text);
      } else if (raw.kind() == Block.Kind.CODE) {
        text.append(TextCleaner.code(raw.text()));
      } else {
        text.append(TextCleaner.running(raw.text()));
      }
      Span span = new Span(start, text.length());
      if (span.length() == 0) {
        text.setLength(before);
        continue;
      }
      blocks.add(
          new Block(
              raw.kind(),
              raw.level(),
              span,
              raw.page(),
              LanguageGuess.of(text.subSequence(span.start(), span.end())),
              rows));
    }
    return new CleanedDocument(text.toString(), blocks, language(text, blocks));
  }

  private static List<TableRow> appendTable(List<RawRow> raw, StringBuilder text) {
    List<TableRow> rows = new ArrayList<>();
    for (RawRow row : raw) {
      List<String> cells = row.cells().stream().map(TextCleaner::cell).toList();
      int last = cells.size();
      while (last > 0 && cells.get(last - 1).isEmpty()) {
        last--; // empty cells at the end hold nothing
      }
      if (last == 0) {
        continue;
      }
      if (!rows.isEmpty()) {
        text.append('\n');
      }
      List<Span> spans = new ArrayList<>();
      for (int cell = 0; cell < last; cell++) {
        if (cell > 0) {
          text.append('\t');
        }
        int start = text.length();
        text.append(cells.get(cell));
        spans.add(new Span(start, text.length()));
      }
      rows.add(new TableRow(row.header(), spans));
    }
    return rows;
  }

  /** The language most characters outside code are in; of the whole text if there is only code. */
  private static String language(CharSequence text, List<Block> blocks) {
    Map<String, Integer> lengths = new TreeMap<>();
    for (Block block : blocks) {
      if (block.kind() != Block.Kind.CODE && !block.language().equals(LanguageGuess.UNKNOWN)) {
        // a Han character says about as much as three Latin letters
        int weight = block.language().equals("zh") || block.language().equals("ja") ? 3 : 1;
        lengths.merge(block.language(), weight * block.span().length(), Integer::sum);
      }
    }
    String best = LanguageGuess.of(text);
    int most = 0;
    for (Map.Entry<String, Integer> entry : lengths.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }
}
