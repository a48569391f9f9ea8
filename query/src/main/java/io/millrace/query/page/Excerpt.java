package io.millrace.query.page;

import io.millrace.core.table.Span;
import java.util.List;

/**
 * A passage as an answer shows it: whole, or with a part that stands for it until it is opened.
 *
 * @param part what is shown at first; empty where the whole is short enough
 * @param before whether something stands before the part
 * @param after whether something stands after the part
 * @param whole the whole passage
 * @param characters number of its characters, in code points
 */
public record Excerpt(
    List<Segment> part, boolean before, boolean after, List<Segment> whole, int characters) {

  /** Columns of a part; a Chinese character takes two, a Latin one takes one. */
  private static final int PART = 400;

  /** A passage of up to so many columns is shown whole: opening it would show little more. */
  private static final int WHOLE = 560;

  /** Columns before the first word of the question, where the part does not begin with the text. */
  private static final int LEAD = 80;

  public Excerpt {
    part = List.copyOf(part);
    whole = List.copyOf(whole);
  }

  /** The excerpt of a passage; columns of its tables are set apart, which tabs are not. */
  static Excerpt of(String passage, List<Span> highlights) {
    String text = passage.replace('\t', '\u2003');
    Marks marks = new Marks(text, List.of(), highlights);
    List<Segment> whole = marks.cut(new Span(0, text.length()));
    int characters = text.codePointCount(0, text.length());
    if (forward(text, 0, WHOLE) == text.length()) {
      return new Excerpt(List.of(), false, false, whole, characters);
    }
    int first = highlights.stream().mapToInt(Span::start).min().orElse(0);
    int start = 0;
    if (forward(text, 0, PART * 3 / 4) < first) {
      start = wordStart(text, backward(text, Math.min(first, text.length()), LEAD));
    }
    int end = forward(text, start, PART);
    return new Excerpt(
        marks.cut(new Span(start, end)), start > 0, end < text.length(), whole, characters);
  }

  /** Where {@code columns} columns after {@code start} have passed, at most the text's end. */
  private static int forward(String text, int start, int columns) {
    int at = start;
    for (int left = columns; at < text.length() && left > 0; ) {
      int character = text.codePointAt(at);
      left -= columns(character);
      at += Character.charCount(character);
    }
    return at;
  }

  private static int backward(String text, int start, int columns) {
    int at = Marks.pairStart(text, start);
    for (int left = columns; at > 0 && left > 0; ) {
      int character = text.codePointBefore(at);
      left -= columns(character);
      at -= Character.charCount(character);
    }
    return at;
  }

  /** The offset moved on to the next word, where one begins soon. */
  private static int wordStart(String text, int offset) {
    int most = Math.min(text.length(), offset + LEAD / 4);
    for (int at = offset; at < most; at++) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at + 1;
      }
    }
    return offset;
  }

  private static int columns(int character) {
    return Character.isIdeographic(character) ? 2 : 1;
  }
}
