package io.millrace.parsers.html;

import io.millrace.parsers.block.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Tables of data, told from tables that only lay out a page. */
final class HtmlTable {
  private static final int WIDEST = 500;

  private HtmlTable() {}

  /** Whether the table only places things: it holds whole blocks, or has a single row or column. */
  static boolean isLayout(Element table) {
    if (table.attr("role").equals("presentation") || table.attr("role").equals("none")) {
      return true;
    }
    if (table.selectFirst("h1,h2,h3,h4,h5,h6,pre,table table,dl") != null
        && table.selectFirst("> thead, > tbody > tr > th + th, > tr > th + th") == null) {
      return true;
    }
    List<Element> rows = rowElements(table);
    int widest = rows.stream().mapToInt(row -> cells(row).size()).max().orElse(0);
    if (widest < 2) {
      return true;
    }
    Element parent = table.parent();
    return parent != null
        && (parent.hasClass("note")
            || parent.hasClass("tip")
            || parent.hasClass("warning")
            || parent.hasClass("caution")
            || parent.hasClass("important"));
  }

  /** The rows with text; a cell that spans columns is followed by empty ones. */
  static List<BlockWriter.Row> rows(Element table) {
    List<BlockWriter.Row> rows = new ArrayList<>();
    for (Element row : rowElements(table)) {
      List<String> texts = new ArrayList<>();
      boolean header = true;
      for (Element cell : cells(row)) {
        header &= cell.normalName().equals("th");
        texts.add(cell.text());
        int span = span(cell);
        for (int more = 1; more < span; more++) {
          texts.add("");
        }
      }
      Element parent = row.parent();
      header |= parent != null && parent.normalName().equals("thead");
      if (texts.stream().anyMatch(text -> !text.isBlank())) {
        rows.add(new BlockWriter.Row(header, texts));
      }
    }
    return rows;
  }

  private static int span(Element cell) {
    String value = cell.attr("colspan").strip();
    return value.matches("\\d{1,3}") ? Math.min(WIDEST, Integer.parseInt(value)) : 1;
  }

  private static List<Element> rowElements(Element table) {
    return table.select("> tr, > thead > tr, > tbody > tr, > tfoot > tr");
  }

  private static List<Element> cells(Element row) {
    return row.select("> td, > th");
  }
}
