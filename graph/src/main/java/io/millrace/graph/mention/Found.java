package io.millrace.graph.mention;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a text that names something.
 *
 * @param start first UTF-16 code unit of the text
 * @param end the one after the last
 * @param type one of {@link MentionTypes}, or one that a dictionary brings
 * @param value its normal form, equal for all ways to write it; null where there is none
 * @param confidence from 0 to 1, comparable between rules only roughly
 * @param rule what recognised it, for people
 */
public record Found(
    int start, int end, String type, @Nullable String value, double confidence, String rule) {
  /** A name, which has no normal form. */
  public static Found name(int start, int end, String type, double confidence, String rule) {
    return new Found(start, end, type, null, confidence, rule);
  }

  /** Whether both have a character in common. */
  public boolean overlaps(Found other) {
    return start < other.end && other.start < end;
  }

  /** How many UTF-16 code units it has. */
  public int length() {
    return end - start;
  }
}
