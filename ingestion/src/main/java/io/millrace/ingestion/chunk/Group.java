package io.millrace.ingestion.chunk;

import java.util.ArrayList;
import java.util.List;

/** Consecutive sections whose text is packed together. */
final class Group {
  private final List<Unit> units;
  private final int headingUnits;
  private final Section start;
  private List<String> headings;
  private int tokens;
  private int sections = 1;

  /** A group of one section; {@code units} begin with those of its heading. */
  Group(Section section, List<Unit> units, int tokens) {
    this.start = section;
    this.headings = section.path();
    this.units = new ArrayList<>(units);
    this.tokens = tokens;
    int count = 0;
    while (section.hasHeading()
        && count < units.size()
        && units.get(count).block() == section.first()) {
      count++;
    }
    this.headingUnits = count;
  }

  /** Whether {@code next} is a sibling of the first section or stands below it. */
  boolean accepts(Section next) {
    int parent = Math.max(0, start.path().size() - 1);
    return next.path().size() > parent
        && next.path().subList(0, parent).equals(start.path().subList(0, parent));
  }

  /** Whether a section of so many tokens may join: one of both is tiny and both fit. */
  boolean joins(int more, int size) {
    return tokens + more <= size && (tokens * 4 < size || more * 4 < size);
  }

  void join(Section next, List<Unit> more, int moreTokens) {
    units.addAll(more);
    tokens += moreTokens;
    sections++;
    int common = 0;
    while (common < headings.size()
        && common < next.path().size()
        && headings.get(common).equals(next.path().get(common))) {
      common++;
    }
    headings = headings.subList(0, common);
  }

  /** The headings above all of it. */
  List<String> headings() {
    // a bare heading that stands alone is text
    return isBare() ? start.path().subList(0, start.path().size() - 1) : headings;
  }

  private boolean isBare() {
    return sections == 1 && headingUnits == units.size() && !start.path().isEmpty();
  }

  /** Its text: without the first heading, where that stands in the context. */
  List<Unit> units() {
    boolean inContext = headings().size() == start.path().size();
    return inContext ? units.subList(headingUnits, units.size()) : units;
  }
}
