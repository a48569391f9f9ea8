package io.millrace.core.table;

import java.io.Serializable;
import java.util.List;

/**
 * One row of {@code extractions}: all that an extractor found in a text, which may be nothing. The
 * row is written as a whole, so that a text is either examined or not.
 *
 * @param textHash hash of the examined text, {@link Chunk#textHash()}
 * @param extractor fingerprint of the extractor: its rules, dictionaries, models
 * @param mentions in the order of the text
 * @param facts in the order of the text
 */
public record Extraction(
    String textHash, String extractor, List<Mention> mentions, List<Fact> facts)
    implements Serializable {
  public Extraction {
    mentions = List.copyOf(mentions);
    facts = List.copyOf(facts);
    for (Fact fact : facts) {
      for (Fact.Argument argument : fact.arguments()) {
        if (argument.mention() < 0 || argument.mention() >= mentions.size()) {
          throw new IllegalArgumentException(
              "Cannot make an extraction: fact "
                  + fact.type()
                  + " speaks of mention "
                  + argument.mention()
                  + " of "
                  + mentions.size());
        }
      }
    }
  }
}
