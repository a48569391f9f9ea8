package io.millrace.core.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A place in a passage that speaks of something.
 *
 * @param start first UTF-16 code unit of the passage's text
 * @param end the one after the last
 * @param sentenceStart where the sentence around it starts
 * @param sentenceEnd where that sentence ends
 * @param type what kind of thing it is: person, organization, place, date, …
 * @param text what stands there
 * @param value its normal form, equal for all ways to write it; null where there is none, as with
 *     names
 * @param confidence from 0 to 1
 * @param rule what recognised it, for people
 */
public record Mention(
    int start,
    int end,
    int sentenceStart,
    int sentenceEnd,
    String type,
    String text,
    @Nullable String value,
    double confidence,
    String rule)
    implements Serializable {
  public Mention {
    if (start < 0 || end <= start || sentenceStart > start || sentenceEnd < end) {
      throw new IllegalArgumentException(
          "Cannot make a mention: ["
              + start
              + ", "
              + end
              + ") does not lie in its sentence ["
              + sentenceStart
              + ", "
              + sentenceEnd
              + ")");
    }
  }
}
