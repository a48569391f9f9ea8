package io.millrace.ingestion.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the header of a table whose format does not mark one: the first row of three or more, if it
 * fills two columns or more with short texts, none of them a number.
 */
final class HeaderRow {
  private static final int LONGEST_NAME = 60;
  private static final Pattern NUMBER =
      Pattern.compile("[\\s\\d.,:%€$¥+/()-]*\\d[\\s\\d.,:%€$¥+/()-]*");

  private HeaderRow() {}

  static List<RawRow> told(List<RawRow> rows) {
    if (rows.size() < 3 || rows.stream().anyMatch(RawRow::header)) {
      return rows;
    }
    List<String> names =
        rows.get(0).cells().stream().map(String::strip).filter(cell -> !cell.isEmpty()).toList();
    int widest = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    boolean header =
        names.size() >= 2
            && names.size() * 2 > widest
            && names.stream()
                .allMatch(name -> name.length() <= LONGEST_NAME && !NUMBER.matcher(name).matches());
    if (!header) {
      return rows;
    }
    List<RawRow> result = new ArrayList<>(rows);
    result.set(0, new RawRow(true, rows.get(0).cells()));
    return result;
  }
}
