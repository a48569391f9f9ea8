package io.millrace.parsers.csv;

import java.util.List;

/** Tells what stands between the cells of a file. */
final class Delimiter {
  private static final List<Character> KNOWN = List.of(',', '\t', ';', '|', '，');
  private static final int LINES = 50;

  private Delimiter() {}

  /**
   * The delimiter that the most of the first lines have, outside quotes, in the same number; the
   * comma where none has any. Between equals the one that makes more columns, then the more usual.
   */
  static char of(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(LINES).toList();
    char best = ',';
    long bestScore = 0;
    for (char candidate : KNOWN) {
      long score = score(lines, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  private static long score(List<String> lines, char delimiter) {
    long[] linesByCount = new long[1000];
    for (String line : lines) {
      linesByCount[Math.min(count(line, delimiter), linesByCount.length - 1)]++;
    }
    long best = 0;
    for (int count = 1; count < linesByCount.length; count++) {
      best = Math.max(best, linesByCount[count] * linesByCount.length + count);
    }
    return best < linesByCount.length ? 0 : best;
  }

  private static int count(String line, char delimiter) {
    int count = 0;
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char character = line.charAt(at);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == delimiter && !quoted) {
        count++;
      }
    }
    return count;
  }
}
