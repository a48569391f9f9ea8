package io.millrace.graph.element;

/**
 * A sentence as the evidence of something.
 *
 * @param start its first UTF-16 code unit in the document's cleaned text
 * @param end the one after its last
 * @param text the sentence, or its beginning where it is longer than {@value #LONGEST}
 */
record Sentence(int start, int end, String text) {
  private static final int LONGEST = 600;

  /** A stretch of a passage, without the blanks around it. */
  static Sentence of(Passage passage, int from, int to) {
    String text = passage.text();
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int last = Math.min(end, start + LONGEST);
    if (last < end && Character.isLowSurrogate(text.charAt(last))) {
      last--;
    }
    String shown = text.substring(start, last);
    return new Sentence(
        passage.start() + start, passage.start() + end, last < end ? shown + " …" : shown);
  }
}
