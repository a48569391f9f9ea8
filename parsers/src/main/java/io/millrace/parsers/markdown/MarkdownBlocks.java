package io.millrace.parsers.markdown;

import io.millrace.parsers.block.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.SAXException;

/** Reads Markdown line by line and writes its blocks. */
final class MarkdownBlocks {
  private static final Pattern HEADING =
      Pattern.compile(" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*");
  private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-+)[ \t]*");
  private static final Pattern RULE =
      Pattern.compile(" {0,3}(?:(?:\\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})");
  private static final Pattern FENCE = Pattern.compile("([ \t]*)(`{3,}|~{3,})(.*)");
  private static final Pattern ITEM =
      Pattern.compile("([ \t]*)([-*+]|\\d{1,9}[.)])(?:[ \t]+(.*)|$)");
  private static final Pattern DELIMITERS =
      Pattern.compile("[ \t]*\\|?[ \t]*:?-+:?[ \t]*(?:\\|[ \t]*:?-+:?[ \t]*)*\\|?[ \t]*");
  private static final Pattern REFERENCE = Pattern.compile(" {0,3}\\[[^\\]]+\\]:\\s+\\S+.*");
  private static final Pattern QUOTE = Pattern.compile(" {0,3}((?:>[ \t]?)+)(.*)");

  private final List<String> lines;
  private final BlockWriter writer;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> indents = new ArrayList<>();
  private String marker = "";

  MarkdownBlocks(List<String> lines, BlockWriter writer) {
    this.lines = lines;
    this.writer = writer;
  }

  void write(int first) throws SAXException {
    int line = first;
    while (line < lines.size()) {
      line = block(line);
    }
    flush();
  }

  /** Reads the block or line at {@code line}; returns the next one to read. */
  private int block(int line) throws SAXException {
    String raw = lines.get(line);
    Matcher quote = QUOTE.matcher(raw);
    String content = quote.matches() ? quote.group(2) : raw;
    if (content.isBlank()) {
      flush();
      return line + 1;
    }
    if (content.strip().startsWith("<!--")) {
      return comment(line);
    }
    Matcher fence = FENCE.matcher(content);
    if (fence.matches() && !fence.group(3).contains("`")) {
      flush();
      return fenced(line, fence.group(1).length(), fence.group(2));
    }
    int indent = indent(content);
    if (indent == 0 && text.isEmpty()) {
      indents.clear();
    }
    if (indent >= 4 && text.isEmpty() && indents.isEmpty()) {
      return indented(line);
    }
    Matcher heading = HEADING.matcher(content);
    if (heading.matches()) {
      flush();
      indents.clear();
      String title = heading.group(2);
      writer.heading(heading.group(1).length(), title == null ? "" : Inline.plain(title));
      return line + 1;
    }
    Matcher underline = UNDERLINE.matcher(content);
    if (underline.matches() && !text.isEmpty() && indents.isEmpty()) {
      String title = text.toString();
      text.setLength(0);
      writer.heading(underline.group(1).startsWith("=") ? 1 : 2, Inline.plain(title));
      return line + 1;
    }
    if (RULE.matcher(content).matches()) {
      flush();
      indents.clear();
      return line + 1;
    }
    if (content.contains("|")
        && line + 1 < lines.size()
        && lines.get(line + 1).contains("-")
        && DELIMITERS.matcher(lines.get(line + 1)).matches()) {
      flush();
      return table(line);
    }
    if (REFERENCE.matcher(content).matches() && text.isEmpty()) {
      return line + 1;
    }
    Matcher item = ITEM.matcher(content);
    if (item.matches() && (indent < 4 || !indents.isEmpty())) {
      startItem(indent, item.group(2), item.group(3) == null ? "" : item.group(3));
      return line + 1;
    }
    append(content);
    return line + 1;
  }

  private void startItem(int indent, String mark, String content) throws SAXException {
    flush();
    while (!indents.isEmpty()
        && indents.get(indents.size() - 1) >= indent + 1
        && indents.get(indents.size() - 1) > indent) {
      indents.remove(indents.size() - 1);
    }
    if (indents.isEmpty() || indents.get(indents.size() - 1) < indent) {
      indents.add(indent);
    }
    marker = Character.isDigit(mark.charAt(0)) ? mark + " " : "- ";
    append(content.replaceFirst("^\\[[ xX]\\]\\s+", ""));
    if (text.isEmpty()) {
      text.append(""); // the item's text follows on the next line
    }
  }

  private void append(String content) {
    boolean broken = content.endsWith("  ") || content.endsWith("\\");
    String line = content.strip();
    if (broken && line.endsWith("\\")) {
      line = line.substring(0, line.length() - 1);
    }
    if (!text.isEmpty() && text.charAt(text.length() - 1) != BlockWriter.BREAK) {
      text.append('\n');
    }
    text.append(line);
    if (broken) {
      text.append(BlockWriter.BREAK);
    }
  }

  private int comment(int line) throws SAXException {
    flush();
    int end = line;
    while (end < lines.size() && !lines.get(end).contains("-->")) {
      end++;
    }
    if (end == lines.size()) {
      return end;
    }
    String rest = lines.get(end).substring(lines.get(end).indexOf("-->") + 3);
    if (!rest.isBlank()) {
      append(rest);
    }
    return end + 1;
  }

  private int fenced(int line, int indent, String fence) throws SAXException {
    StringBuilder code = new StringBuilder();
    int end = line + 1;
    while (end < lines.size()) {
      String raw = lines.get(end);
      String stripped = raw.strip();
      if (stripped.startsWith(fence) && stripped.replace(fence.substring(0, 1), "").isEmpty()) {
        break;
      }
      int drop = Math.min(indent, indent(raw));
      code.append(raw.substring(Math.min(drop, raw.length()))).append('\n');
      end++;
    }
    writer.code(code.toString());
    return end + 1;
  }

  private int indented(int line) throws SAXException {
    StringBuilder code = new StringBuilder();
    int end = line;
    while (end < lines.size() && (lines.get(end).isBlank() || indent(lines.get(end)) >= 4)) {
      String raw = lines.get(end).replace("\t", "    ");
      code.append(raw.length() > 4 ? raw.substring(4) : "").append('\n');
      end++;
    }
    writer.code(code.toString());
    return end;
  }

  private int table(int line) throws SAXException {
    List<BlockWriter.Row> rows = new ArrayList<>();
    rows.add(new BlockWriter.Row(true, cells(lines.get(line))));
    int end = line + 2;
    while (end < lines.size() && lines.get(end).contains("|") && !lines.get(end).isBlank()) {
      rows.add(new BlockWriter.Row(false, cells(lines.get(end))));
      end++;
    }
    writer.table(rows);
    return end;
  }

  private static List<String> cells(String line) {
    String row = line.strip();
    row = row.startsWith("|") ? row.substring(1) : row;
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean code = false;
    for (int index = 0; index < row.length(); index++) {
      char character = row.charAt(index);
      if (character == '\\' && index + 1 < row.length() && row.charAt(index + 1) == '|') {
        cell.append('|');
        index++;
      } else if (character == '|' && !code) {
        cells.add(Inline.plain(cell.toString().strip()));
        cell.setLength(0);
      } else {
        code ^= character == '`' && row.indexOf('`', code ? 0 : index + 1) >= 0;
        cell.append(character);
      }
    }
    if (!cell.toString().isBlank()) {
      cells.add(Inline.plain(cell.toString().strip()));
    }
    return cells;
  }

  /** Columns of white space at the beginning, tabs to the next multiple of four. */
  private static int indent(String line) {
    int columns = 0;
    for (int index = 0; index < line.length(); index++) {
      char character = line.charAt(index);
      if (character == '\t') {
        columns += 4 - columns % 4;
      } else if (character == ' ') {
        columns++;
      } else {
        break;
      }
    }
    return columns;
  }

  private void flush() throws SAXException {
    String content = Inline.plain(text.toString());
    text.setLength(0);
    if (content.isBlank()) {
      return;
    }
    if (indents.isEmpty()) {
      writer.paragraph(content);
    } else {
      writer.item(indents.size(), marker + content);
    }
    marker = "";
  }
}
