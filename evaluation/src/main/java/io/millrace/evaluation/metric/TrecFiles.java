package io.millrace.evaluation.metric;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The two file forms of TREC, UTF-8, columns parted by white space:
 *
 * <pre>
 * run:    query Q0 document rank score tag
 * qrels:  query 0 document grade
 * </pre>
 *
 * The rank column is written but never read: the order is that of the scores.
 */
public final class TrecFiles {
  private static final Pattern WHITE = Pattern.compile("[ \\t\\u000B\\f]+");

  private TrecFiles() {}

  /**
   * Reads a run file.
   *
   * @throws IOException where the file cannot be read, a line is not a run's (file:line), or a
   *     document stands twice under one query
   */
  public static Run readRun(Path file) throws IOException {
    Map<String, List<ScoredDocument>> rankings = new LinkedHashMap<>();
    Map<String, Set<String>> seen = new HashMap<>();
    String tag = "run";
    try (NumberedLines lines = NumberedLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String[] columns = columns(line, 6, lines);
        tag = columns[5];
        if (!seen.computeIfAbsent(columns[0], query -> new HashSet<>()).add(columns[2])) {
          throw lines.failure("document " + columns[2] + " stands twice under query " + columns[0]);
        }
        rankings
            .computeIfAbsent(columns[0], query -> new ArrayList<>())
            .add(new ScoredDocument(columns[2], score(columns[4], lines)));
      }
    }
    return new Run(tag, rankings);
  }

  /**
   * Reads a qrels file.
   *
   * @throws IOException where the file cannot be read, a line is not a judgment (file:line), or a
   *     document is judged twice for one query
   */
  public static Qrels readQrels(Path file) throws IOException {
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    try (NumberedLines lines = NumberedLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String[] columns = columns(line, 4, lines);
        Integer before =
            grades
                .computeIfAbsent(columns[0], query -> new LinkedHashMap<>())
                .put(columns[2], grade(columns[3], lines));
        if (before != null) {
          throw lines.failure("document " + columns[2] + " is judged twice for " + columns[0]);
        }
      }
    }
    return new Qrels(grades);
  }

  /**
   * Writes a run file. White space inside an id, which the form cannot hold, becomes {@code %XX} of
   * its UTF-8 bytes.
   */
  public static void writeRun(Path file, Run run) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, List<ScoredDocument>> ranking : run.rankings().entrySet()) {
        String query = column(ranking.getKey());
        int rank = 0;
        for (ScoredDocument document : ranking.getValue()) {
          rank++;
          writer.write(
              String.join(
                  " ",
                  query,
                  "Q0",
                  column(document.document()),
                  Integer.toString(rank),
                  Float.toString(document.score()),
                  column(run.tag())));
          writer.write('\n');
        }
      }
    }
  }

  /** Writes a qrels file; ids as in {@link #writeRun}. */
  public static void writeQrels(Path file, Qrels qrels) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (String query : qrels.queries()) {
        for (Map.Entry<String, Integer> judgment : qrels.of(query).entrySet()) {
          writer.write(
              column(query) + " 0 " + column(judgment.getKey()) + " " + judgment.getValue() + "\n");
        }
      }
    }
  }

  private static String[] columns(String line, int count, NumberedLines lines) throws IOException {
    String[] columns = WHITE.split(line, -1);
    if (columns.length != count) {
      throw lines.failure("the line has " + columns.length + " columns, not " + count);
    }
    return columns;
  }

  private static float score(String text, NumberedLines lines) throws IOException {
    double score;
    try {
      score = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      score = Double.NaN;
    }
    if (Double.isNaN(score)) {
      throw lines.failure("score " + text + " is not a number");
    }
    return (float) score;
  }

  private static int grade(String text, NumberedLines lines) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      IOException failure = lines.failure("grade " + text + " is not an integer");
      failure.initCause(e);
      throw failure;
    }
  }

  private static String column(String id) {
    StringBuilder column = new StringBuilder(id.length());
    id.codePoints()
        .forEach(
            point -> {
              if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                for (byte unit : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                  column.append('%').append(String.format("%02X", unit));
                }
              } else {
                column.appendCodePoint(point);
              }
            });
    return column.toString();
  }
}
