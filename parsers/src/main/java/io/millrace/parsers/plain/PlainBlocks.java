package io.millrace.parsers.plain;

import io.millrace.parsers.block.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.SAXException;

/** Reads the lines of a plain text in order and writes its blocks. */
final class PlainBlocks {
  private static final Pattern RULE =
      Pattern.compile("\\s*(?:[-=_*~#+]\\s?){8,}\\s*|\\s*[─━═]{6,}\\s*");
  private static final Pattern ITEM =
      Pattern.compile(
          "(\\s*)([-*+•·▪◦‣o]|\\(?\\d{1,3}[.)、]|\\d+(?:\\.\\d+)+\\.?|[（(][一二三四五六七八九十]+[）)])\\s+(?=\\S)");
  private static final Pattern CONTENTS =
      Pattern.compile("(?i)\\s*(?:table of )?contents\\s*|\\s*目\\s*[录錄次]\\s*");

  private final List<String> lines;
  private final BlockWriter writer;
  private final int wrap;
  private final HeadingLines headings;

  PlainBlocks(List<String> lines, BlockWriter writer) {
    this.lines = lines;
    this.writer = writer;
    this.wrap = Width.wrap(lines);
    this.headings = new HeadingLines();
  }

  void write() throws SAXException {
    List<Integer> starts = new ArrayList<>();
    int index = 0;
    boolean contents = false;
    while (index < lines.size()) {
      if (lines.get(index).isBlank()) {
        index++;
        continue;
      }
      int end = index;
      while (end < lines.size() && !lines.get(end).isBlank()) {
        end++;
      }
      List<String> group = lines.subList(index, end);
      starts.add(index);
      boolean title = group.size() <= 2 && CONTENTS.matcher(group.get(0)).matches();
      if (title) {
        contents = true;
      } else if (!contents || !isContents(group)) {
        contents = false;
        group(group, nextGroupStart(end));
      }
      index = end;
    }
  }

  private String nextGroupStart(int from) {
    int index = from;
    while (index < lines.size() && lines.get(index).isBlank()) {
      index++;
    }
    return index < lines.size() ? lines.get(index) : "";
  }

  private static boolean isContents(List<String> group) {
    long entries =
        group.stream()
            .filter(
                line ->
                    HeadingLines.isNumbered(line.replaceFirst("^\\s*[*-]\\s", ""))
                        || line.startsWith("    ")
                        || line.matches(".*(?:\\.\\s?){4,}\\s*\\d+"))
            .count();
    return entries * 10 >= group.size() * 7L;
  }

  private void group(List<String> raw, String next) throws SAXException {
    List<String> group = new ArrayList<>(raw);
    int heading = headings.read(group, next);
    if (heading > 0) {
      writer.heading(heading, group.get(0).strip());
      group.remove(0);
    }
    group.removeIf(line -> RULE.matcher(line).matches());
    if (group.isEmpty()) {
      return;
    }
    if (CodeLines.isCode(group)) {
      writer.code(String.join("\n", CodeLines.withoutIndent(group)));
      return;
    }
    StringBuilder text = new StringBuilder();
    int level = 0;
    for (int index = 0; index < group.size(); index++) {
      String line = group.get(index);
      Matcher item = ITEM.matcher(line);
      boolean starts = item.lookingAt() && !isWrapped(group, index, item.group(2));
      if (starts || wrap == 0 && index > 0 || startsParagraph(group, index)) {
        flush(text, level);
        level = starts ? 1 + Math.min(5, item.group(1).length() / 3) : wrap == 0 ? 0 : level;
        if (!starts) {
          level = 0;
        }
      }
      if (!text.isEmpty()) {
        text.append(endsEarly(group.get(index - 1), line) ? BlockWriter.BREAK : '\n');
      }
      text.append(line.strip());
    }
    flush(text, level);
  }

  /** A number or dash at the beginning of a line may just have been wrapped there. */
  private boolean isWrapped(List<String> group, int index, String mark) {
    if (index == 0) {
      return false;
    }
    String before = group.get(index - 1);
    boolean first = !ITEM.matcher(group.get(0)).lookingAt();
    return first
        && wrap > 0
        && !endsEarly(before, mark + " ")
        && !before.strip().endsWith(":")
        && !before.strip().endsWith("：");
  }

  /** Chinese paragraphs begin with two wide blanks. */
  private static boolean startsParagraph(List<String> group, int index) {
    return index > 0 && group.get(index).startsWith("\u3000\u3000");
  }

  /** Whether the next line's first word would have fitted: then the author ended the line. */
  private boolean endsEarly(String line, String next) {
    if (wrap == 0) {
      return true;
    }
    String word = next.strip();
    int end = 0;
    while (end < word.length() && word.charAt(end) != ' ' && !Width.isWide(word.charAt(end))) {
      end++;
    }
    int slack = Width.isWide(word.isEmpty() ? ' ' : word.charAt(0)) ? 8 : 6;
    return Width.of(line) + 1 + Math.max(2, end) + slack <= wrap;
  }

  private void flush(StringBuilder text, int level) throws SAXException {
    String content = text.toString();
    text.setLength(0);
    if (level > 0) {
      writer.item(level, content.replaceFirst("^[*+•·▪◦‣o]\\s+", "- "));
    } else {
      writer.paragraph(content);
    }
  }
}
