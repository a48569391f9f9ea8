package io.millrace.parsers.plain;

import java.util.List;
import java.util.regex.Pattern;

/** Tells lines of code, listings and drawn tables from sentences. */
final class CodeLines {
  private static final Pattern COLUMNS = Pattern.compile("\\S {3,}\\S");
  private static final Pattern DRAWN = Pattern.compile("\\s*[+|│├└┌┬].*[+|│┤┘┐┴]\\s*");
  private static final Pattern SHELL = Pattern.compile("\\s*[$#%>]\\s+\\S.*");
  private static final Pattern SIGNS =
      Pattern.compile(
          ".*(?:[{};\\\\]\\s*$|^\\s*[\\w.\\-/]+\\s*=|\\)\\s*\\{|\\s--?\\w|^\\s*/\\w|://|^\\s*<\\w|\\w\\(\\)|^\\s*#\\w|\\|\\s*\\w).*");

  private CodeLines() {}

  static boolean isCode(List<String> group) {
    long drawn = group.stream().filter(line -> DRAWN.matcher(line).matches()).count();
    long columns = group.stream().filter(line -> COLUMNS.matcher(line.strip()).find()).count();
    if (group.size() >= 2
        && (drawn * 10 >= group.size() * 8L || columns * 10 >= group.size() * 6L)) {
      return true;
    }
    int indent = group.stream().mapToInt(CodeLines::indent).min().orElse(0);
    long shell = group.stream().filter(line -> SHELL.matcher(line).matches()).count();
    if (indent < 2) {
      return group.size() >= 2
          ? shell * 2 > group.size()
          : indent == 0 && shell == 1 && group.get(0).startsWith("$ ");
    }
    long signs =
        group.stream()
            .filter(line -> SHELL.matcher(line).matches() || SIGNS.matcher(line).matches())
            .count();
    return signs * 2 >= group.size();
  }

  /** The lines without the indentation that all of them share. */
  static List<String> withoutIndent(List<String> group) {
    int indent = group.stream().mapToInt(CodeLines::indent).min().orElse(0);
    return group.stream().map(line -> line.substring(Math.min(indent, line.length()))).toList();
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
