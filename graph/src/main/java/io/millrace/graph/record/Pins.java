package io.millrace.graph.record;

import java.util.Set;

/**
 * What a person decided, whatever the scores say. A pin names records, so that it holds as well
 * when more records come.
 *
 * @param same pairs that are of one thing
 * @param different pairs that are not; where both are asked of the same records, directly or by
 *     others, resolution ends with an error
 */
public record Pins(Set<Pair> same, Set<Pair> different) {
  /** No pin. */
  public static final Pins NONE = new Pins(Set.of(), Set.of());

  /** Two records, in any order. */
  public record Pair(RecordKey first, RecordKey second) {
    /**
     * Sorts the two.
     *
     * @throws IllegalArgumentException where they are one
     */
    public Pair {
      int order = first.compareTo(second);
      if (order == 0) {
        throw new IllegalArgumentException("Cannot pin " + first + " to itself");
      }
      if (order > 0) {
        RecordKey swapped = first;
        first = second;
        second = swapped;
      }
    }
  }

  public Pins {
    same = Set.copyOf(same);
    different = Set.copyOf(different);
  }
}
