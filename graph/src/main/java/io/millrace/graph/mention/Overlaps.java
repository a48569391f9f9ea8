package io.millrace.graph.mention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chooses among stretches of a text that overlap. */
public final class Overlaps {
  private Overlaps() {}

  /** In an order of preference, each that overlaps none before it; in the order of the text. */
  public static List<Found> without(List<Found> found, Comparator<Found> best) {
    List<Found> preferred = new ArrayList<>(found);
    preferred.sort(best);
    TreeMap<Integer, Found> kept = new TreeMap<>();
    for (Found each : preferred) {
      // what is kept does not overlap, so that only the last one that starts before the end can
      Map.Entry<Integer, Found> before = kept.lowerEntry(each.end());
      if (before == null || !each.overlaps(before.getValue())) {
        kept.put(each.start(), each);
      }
    }
    return new ArrayList<>(kept.values());
  }
}
