package io.millrace.evaluation.metric;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private TrecFiles() {}

  /**
   * Reads a run file.
   *
   * @throws IOException where the file cannot be read, a line is not a run's (file:line), or a
   *     document stands twice under one query
   */
  public static Run readRun(Path file) throws IOException {
    Map<String, List<ScoredDocument>> rankings = new LinkedHashMap<>();
    Map<String, Set<String>> seen = new LinkedHashMap<>();
    String tag = "run";
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Lines lines = new Lines(file, "run", reader);
      for (String[] columns = lines.next(6); columns != null; columns = lines.next(6)) {
        tag = columns[5];
        if (!seen.computeIfAbsent(columns[0], query -> new LinkedHashSet<>()).add(columns[2])) {
          throw lines.failure("document " + columns[2] + " stands twice under query " + columns[0]);
        }
        rankings
            .computeIfAbsent(columns[0], query -> new ArrayList<>())
            .add(new ScoredDocument(columns[2], lines.score(columns[4])));
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
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Lines lines = new Lines(file, "qrels", reader);
      for (String[] columns = lines.next(4); columns != null; columns = lines.next(4)) {
        Integer before =
            grades
                .computeIfAbsent(columns[0], query -> new LinkedHashMap<>())
                .put(columns[2], lines.grade(columns[3]));
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
