package io.millrace.graph.value;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.Overlaps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known by its form, without overlaps: the longer one holds. Safe for many threads. */
public final class Values {
  private static final Comparator<Found> LONGEST_FIRST =
      Comparator.comparingInt((Found value) -> value.start() - value.end())
          .thenComparingInt(Found::start)
          .thenComparing(Found::rule);

  private static final double CONFIDENCE = 0.95;

  private Values() {}

  /** What is known by its form is hardly anything else. */
  static Found found(int start, int end, String type, @Nullable String value, String rule) {
    return new Found(start, end, type, value, CONFIDENCE, rule);
  }

  /** The values in a text, in order. */
  public static List<Found> in(String text) {
    List<Found> all = new ArrayList<>();
    Addresses.find(text, all::add);
    if (text.chars().anyMatch(Values::mayCount)) {
      Dates.find(text, all::add);
      Amounts.find(text, all::add);
      Identifiers.find(text, all::add);
    }
    return Overlaps.without(all, LONGEST_FIRST);
  }

  private static boolean mayCount(int character) {
    return character >= '0' && character <= '9' || "一二三四五六七八九十百千万亿".indexOf(character) >= 0;
  }
}
