package io.millrace.core.table;

/**
 * A stretch of a document's cleaned text.
 *
 * @param start first UTF-16 code unit
 * @param end the UTF-16 code unit after the last one
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "Cannot make a span: start " + start + " and end " + end + " are not in order");
    }
  }

  /** The number of UTF-16 code units covered. */
  public int length() {
    return end - start;
  }

  /** Exactly the covered part of {@code text}. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
