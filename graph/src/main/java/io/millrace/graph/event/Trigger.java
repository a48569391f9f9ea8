package io.millrace.graph.event;

import java.util.List;

/**
 * A place in a text where words tell an event.
 *
 * @param start first UTF-16 code unit
 * @param end the one after the last
 * @param readings the rules that have these words, in their order
 */
record Trigger(int start, int end, List<Reading> readings) {
  /** How words tell an event. */
  enum Kind {
    BASE,
    PRESENT,
    ONGOING,
    PAST,
    NOUN,
    CHINESE
  }

  /**
   * What words may tell.
   *
   * @param rule the type of event
   * @param kind the form of the words
   * @param happens whether the object stands before them
   */
  record Reading(EventRule rule, Kind kind, boolean happens) {}
}
