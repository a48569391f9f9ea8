package io.millrace.graph.explore;

import io.millrace.graph.name.Scripts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stretches of a question that may be names: up to {@value #MOST_WORDS} words, or twice as many
 * Chinese characters, which may begin and end anywhere, and the question as a whole.
 */
final class QuestionSpans {
  /** Words and Chinese characters that are looked at. */
  static final int MOST_TOKENS = 120;

  private static final int MOST_WORDS = 8;

  /** A question up to here may be a name as a whole, with all signs in it. */
  private static final int LONGEST_NAME = 200;

  /** Shorter words are taken for names only where they are written as such. */
  private static final int LONG_WORD = 5;

  private static final String EAST_ASIAN = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}";
  private static final String LETTERS = "[\\p{L}\\p{M}\\p{N}&&[^" + EAST_ASIAN + "]]+";
  private static final Pattern TOKEN =
      Pattern.compile(
          "[" + EAST_ASIAN + "]|" + LETTERS + "(?:[-.'’&@_+/:#%]" + LETTERS + ")*[+#]{0,2}");
  private static final Pattern NAME_LIKE = Pattern.compile("[\\p{Lu}\\p{N}]");

  private QuestionSpans() {}

  /** A stretch of the question, in UTF-16 code units. */
  record Span(int start, int end, String text) {
    boolean overlaps(Span other) {
      return start < other.end && other.start < end;
    }
  }

  private record Token(int start, int end, boolean eastAsian) {}

  /** All of them, the longest first. */
  static List<Span> of(String question) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(question);
    while (tokens.size() < MOST_TOKENS && matcher.find()) {
      tokens.add(
          new Token(
              matcher.start(),
              matcher.end(),
              Scripts.isEastAsian(question.codePointAt(matcher.start()))));
    }
    List<Span> spans = new ArrayList<>();
    String whole = question.strip();
    if (!tokens.isEmpty() && whole.length() <= LONGEST_NAME) {
      int start = question.indexOf(whole);
      spans.add(new Span(start, start + whole.length(), whole));
    }
    for (int first = 0; first < tokens.size(); first++) {
      int size = 0;
      for (int last = first; last < tokens.size(); last++) {
        size += tokens.get(last).eastAsian() ? 1 : 2;
        if (size > 2 * MOST_WORDS) {
          break;
        }
        int start = tokens.get(first).start();
        int end = tokens.get(last).end();
        String text = question.substring(start, end);
        if (last > first || isName(text, first == 0)) {
          spans.add(new Span(start, end, text));
        }
      }
    }
    spans.sort(
        Comparator.comparingInt((Span span) -> span.start() - span.end())
            .thenComparingInt(Span::start));
    return spans;
  }

  /**
   * Whether one word among others may be a name; a single Chinese character is not. "may" is a
   * month only where it is written "May", and not at the beginning.
   */
  private static boolean isName(String word, boolean begins) {
    if (word.length() >= LONG_WORD) {
      return true;
    }
    int from = begins ? word.offsetByCodePoints(0, 1) : 0;
    return word.length() > 1 && NAME_LIKE.matcher(word).region(from, word.length()).find();
  }
}
