package io.millrace.embedding.retrieve;

/**
 * What may have been meant by what was typed so far.
 *
 * @param text a title or heading
 * @param kind which of the two
 * @param document id of a document that has it
 */
public record Suggestion(String text, Kind kind, String document) {
  /** The longest text that is completed, in UTF-16 code units; what is beyond is not looked at. */
  public static final int LONGEST_TYPED = 200;

  /** The most suggestions of one answer. */
  public static final int MOST = 100;

  /** Where a suggestion stands. */
  public enum Kind {
    TITLE,
    HEADING
  }
}
