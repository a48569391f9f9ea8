package io.millrace.parsers.manual;

import io.millrace.parsers.block.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tables for {@code tbl}: options, formats, then rows whose cells a tab or a named sign parts. */
final class ManualTable {
  private static final Pattern SEPARATOR = Pattern.compile("tab\\s*\\(\\s*(.)\\s*\\)");
  private static final Pattern RULE = Pattern.compile("[_=]|\\\\\\^|\\.sp.*|\\.\\\\\".*");

  private ManualTable() {}

  static List<BlockWriter.Row> rows(List<String> lines) {
    String separator = "\t";
    int first = 0;
    boolean formats = true;
    List<BlockWriter.Row> rows = new ArrayList<>();
    boolean headerFormat = false;
    for (int index = first; index < lines.size(); index++) {
      String line = lines.get(index);
      if (formats) {
        Matcher matcher = SEPARATOR.matcher(line);
        if (matcher.find()) {
          separator = matcher.group(1);
        }
        headerFormat |= rows.isEmpty() && line.matches("(?i)[ \t]*(?:[lcr]b[ \t|]*)+\\.?.*");
        formats = !line.stripTrailing().endsWith(".");
        continue;
      }
      if (line.strip().equals(".T&")) {
        formats = true;
        continue;
      }
      if (RULE.matcher(line.strip()).matches() || line.isBlank()) {
        continue;
      }
      StringBuilder row = new StringBuilder(line);
      while (row.indexOf("T{") >= 0 && !closed(row) && index + 1 < lines.size()) {
        index++;
        String more = lines.get(index);
        List<String> words = Troff.arguments(more);
        row.append(' ')
            .append(words.isEmpty() ? more : String.join(" ", words.subList(1, words.size())));
      }
      List<String> cells = new ArrayList<>();
      for (String cell : row.toString().split(Pattern.quote(separator), -1)) {
        List<String> words = Troff.arguments(cell);
        String content = words.size() > 1 ? String.join(" ", words.subList(1, words.size())) : cell;
        cells.add(Troff.plain(content.replace("T{", "").replace("T}", "")).strip());
      }
      if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
        rows.add(new BlockWriter.Row(headerFormat && rows.isEmpty(), cells));
      }
    }
    return rows;
  }

  private static boolean closed(StringBuilder row) {
    return row.lastIndexOf("T}") > row.lastIndexOf("T{");
  }
}
