package io.millrace.graph.resolve;

import io.millrace.core.table.Pin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people decided on names: the newest decision on each pair. */
final class Pins {
  private final List<Link> merged = new ArrayList<>();
  private final Map<String, Set<String>> split = new HashMap<>();

  /** The decisions that hold, from all that were ever made. */
  Pins(Collection<Pin> all) {
    Map<List<String>, Pin> newest = new HashMap<>();
    all.stream()
        .sorted(Comparator.comparing(Pin::at))
        .forEach(pin -> newest.put(List.of(pin.left(), pin.right()), pin));
    for (Pin pin : newest.values()) {
      switch (pin.decision()) {
        case MERGE -> merged.add(new Link(pin.left(), pin.right(), 1, pin.by() + ": " + pin.why()));
        case SPLIT -> {
          split.computeIfAbsent(pin.left(), each -> new HashSet<>()).add(pin.right());
          split.computeIfAbsent(pin.right(), each -> new HashSet<>()).add(pin.left());
        }
        case RELEASE -> {
          // neither: the rules decide again
        }
      }
    }
  }

  /** The pairs that are one thing. */
  List<Link> merged() {
    return List.copyOf(merged);
  }

  /** Whether some name of the one side and some name of the other are two things. */
  boolean separates(Collection<String> side, Set<String> otherSide) {
    for (String form : side) {
      for (String apart : split.getOrDefault(form, Set.of())) {
        if (otherSide.contains(apart)) {
          return true;
        }
      }
    }
    return false;
  }
}
