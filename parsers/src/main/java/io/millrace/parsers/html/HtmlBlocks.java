package io.millrace.parsers.html;

import io.millrace.parsers.block.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.xml.sax.SAXException;

/** Walks an HTML tree in document order and writes its blocks. */
final class HtmlBlocks {
  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "header",
          "footer",
          "aside",
          "blockquote",
          "address",
          "figure",
          "figcaption",
          "details",
          "summary",
          "fieldset",
          "legend",
          "center",
          "hr",
          "body",
          "caption",
          "hgroup",
          "form",
          "tr",
          "td",
          "th",
          "tbody",
          "thead");

  private static final int DEEPEST = 400;

  private final BlockWriter writer;
  private final StringBuilder text = new StringBuilder();
  private int listLevel;
  private String marker = "";

  HtmlBlocks(BlockWriter writer) {
    this.writer = writer;
  }

  void write(Element root) throws SAXException {
    children(root, 0);
    flush();
  }

  private void children(Element parent, int depth) throws SAXException {
    for (Node child : parent.childNodes()) {
      if (child instanceof TextNode node) {
        append(node.getWholeText());
      } else if (child instanceof Element element) {
        if (depth > DEEPEST) {
          append(" " + element.text()); // no page that people read is nested as deep
        } else {
          element(element, depth + 1);
        }
      }
    }
  }

  private void element(Element element, int depth) throws SAXException {
    String name = element.normalName();
    if (HEADINGS.contains(name)) {
      flush();
      writer.heading(name.charAt(1) - '0', element.text());
    } else if (name.equals("pre")) {
      flush();
      writer.code(element.wholeText());
    } else if (name.equals("br")) {
      text.append(BlockWriter.BREAK);
    } else if (name.equals("ul") || name.equals("ol") || name.equals("menu")) {
      list(element, depth);
    } else if (name.equals("dl")) {
      definitions(element, depth);
    } else if (name.equals("table")) {
      table(element, depth);
    } else if (BLOCKS.contains(name) || name.equals("li")) {
      flush();
      children(element, depth);
      flush();
    } else {
      children(element, depth);
    }
  }

  private void list(Element list, int depth) throws SAXException {
    flush();
    listLevel++;
    int number = 1;
    try {
      number = list.hasAttr("start") ? Integer.parseInt(list.attr("start").strip()) : 1;
    } catch (NumberFormatException e) {
      number = 1; // as browsers do
    }
    for (Element child : list.children()) {
      flush();
      marker = list.normalName().equals("ol") ? number + ". " : "- ";
      number++;
      if (child.normalName().equals("li")) {
        children(child, depth + 1);
      } else {
        marker = "";
        element(child, depth + 1);
      }
      flush();
      marker = "";
    }
    listLevel--;
  }

  /** Terms and the first paragraph of their definition make one item. */
  private void definitions(Element list, int depth) throws SAXException {
    flush();
    listLevel++;
    boolean afterTerm = false;
    for (Element child : flattened(list)) {
      boolean term = child.normalName().equals("dt");
      if (afterTerm) {
        text.append(BlockWriter.BREAK);
      } else {
        flush();
      }
      if (term) {
        append(child.text());
      } else {
        definition(child, depth + 1);
        flush();
      }
      afterTerm = term;
    }
    flush();
    listLevel--;
  }

  private static List<Element> flattened(Element list) {
    List<Element> result = new ArrayList<>();
    for (Element child : list.children()) {
      if (child.normalName().equals("div")) {
        result.addAll(child.children());
      } else {
        result.add(child);
      }
    }
    return result;
  }

  private void definition(Element definition, int depth) throws SAXException {
    boolean first = true;
    for (Node child : definition.childNodes()) {
      if (child instanceof TextNode node) {
        first &= node.isBlank();
        append(node.getWholeText());
      } else if (child instanceof Element element) {
        if (first && element.normalName().equals("p")) {
          children(element, depth); // goes on after the term
        } else {
          element(element, depth);
        }
        first = false;
      }
    }
  }

  private void table(Element table, int depth) throws SAXException {
    flush();
    if (HtmlTable.isLayout(table)) {
      children(table, depth);
      flush();
      return;
    }
    Element caption = table.selectFirst("> caption");
    if (caption != null) {
      writer.paragraph(caption.text());
    }
    List<BlockWriter.Row> rows = HtmlTable.rows(table);
    if (!rows.isEmpty()) {
      writer.table(rows);
    }
  }

  /** Runs of white space become one, a line feed if one was in it. */
  private void append(String whole) {
    for (int index = 0; index < whole.length(); index++) {
      char character = whole.charAt(index);
      boolean blank =
          character == ' '
              || character == '\n'
              || character == '\t'
              || character == '\r'
              || character == '\f';
      if (!blank) {
        text.append(character);
        continue;
      }
      int last = text.length() - 1;
      char before = last < 0 ? '\n' : text.charAt(last);
      if (before == ' ' && character == '\n') {
        text.setCharAt(last, '\n');
      } else if (before != ' ' && before != '\n' && before != BlockWriter.BREAK) {
        text.append(character == '\n' ? '\n' : ' ');
      }
    }
  }

  private void flush() throws SAXException {
    String content = text.toString().strip();
    text.setLength(0);
    if (content.isEmpty()) {
      return;
    }
    if (listLevel > 0) {
      writer.item(listLevel, marker + content);
      marker = "";
    } else {
      writer.paragraph(content);
    }
  }
}
