package io.millrace.core.table;

import java.io.Serializable;
import java.util.List;

/**
 * What a sentence of a passage says of things that it mentions: a relation between two, or an event
 * with whoever takes part.
 *
 * @param type which relation or event: works_for, part_of, acquisition, …
 * @param kind relation or event
 * @param sentenceStart first UTF-16 code unit of the sentence that says so
 * @param sentenceEnd the one after its last
 * @param triggerStart where the words start that say it
 * @param triggerEnd where they end
 * @param arguments who and what, each by its role
 * @param confidence from 0 to 1
 * @param rule what recognised it, for people
 */
public record Fact(
    String type,
    Kind kind,
    int sentenceStart,
    int sentenceEnd,
    int triggerStart,
    int triggerEnd,
    List<Argument> arguments,
    double confidence,
    String rule)
    implements Serializable {

  /** What a fact is. */
  public enum Kind {
    /** Holds between a subject and an object. */
    RELATION,
    /** Happened, with participants, at a place, at a time. */
    EVENT
  }

  /**
   * A mention's part in a fact.
   *
   * @param role subject and object of a relation; agent, object, place and time of an event
   * @param mention its index among the mentions of the same extraction
   */
  public record Argument(String role, int mention) implements Serializable {}

  public Fact {
    arguments = List.copyOf(arguments);
    if (triggerStart < sentenceStart || triggerEnd < triggerStart || sentenceEnd < triggerEnd) {
      throw new IllegalArgumentException(
          "Cannot make a fact: the words ["
              + triggerStart
              + ", "
              + triggerEnd
              + ") do not lie in its sentence ["
              + sentenceStart
              + ", "
              + sentenceEnd
              + ")");
    }
  }
}
