package io.millrace.graph.resolve;

import io.millrace.core.table.Entity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Puts linked names together: pairs that a person joined first, then the links that most groups
 * see, of these the surest first. A link is passed over where a person keeps two of the names
 * apart, and where it would show somebody a connection that he cannot see: it holds only if
 * everybody who sees any name on one side of it sees the linked name of that side, too. Then
 * whoever sees two names of an entity sees a chain of links between them.
 *
 * <p>The result depends on the set of links, not on their order. Memory: the linked names, about
 * 500 bytes each.
 */
final class Clusters {
  /** The most complete name first: the longest, of equally long ones the smallest. */
  private static final Comparator<String> MOST_COMPLETE_FIRST =
      Comparator.<String>comparingInt(form -> NormalName.name(form).length())
          .reversed()
          .thenComparing(Comparator.naturalOrder());

  private final Function<String, Set<String>> groups;
  private final Pins pins;
  private final Map<String, Side> sides = new HashMap<>();
  private final Map<String, List<Link>> accepted = new HashMap<>();

  /** What has been put together so far, and who sees any of it. */
  private static final class Side {
    private final Set<String> forms = new LinkedHashSet<>();
    private final Set<String> groups = new HashSet<>();
  }

  private Clusters(Function<String, Set<String>> groups, Pins pins) {
    this.groups = groups;
    this.pins = pins;
  }

  /**
   * The entities of more than one name, each as its names, the most complete first.
   *
   * @param links of names that live documents mention
   * @param groups who sees a name
   */
  static List<List<Entity.Name>> of(
      Collection<Link> links, Function<String, Set<String>> groups, Pins pins) {
    Clusters clusters = new Clusters(groups, pins);
    List<Link> sorted = new ArrayList<>(links);
    ToIntFunction<Link> audience = clusters::audience;
    sorted.sort(Comparator.comparingInt(audience).reversed().thenComparing(Link.SUREST_FIRST));
    pins.merged().stream()
        .filter(link -> !groups.apply(link.left()).isEmpty())
        .filter(link -> !groups.apply(link.right()).isEmpty())
        .sorted(Link.SUREST_FIRST)
        .forEach(link -> clusters.join(link, true));
    sorted.forEach(link -> clusters.join(link, false));
    return clusters.entities();
  }

  /** How many groups see both names. */
  private int audience(Link link) {
    Set<String> both = new HashSet<>(groups.apply(link.left()));
    both.retainAll(groups.apply(link.right()));
    return both.size();
  }

  private void join(Link link, boolean isDecided) {
    Side left = side(link.left());
    Side right = side(link.right());
    if (left == right
        || pins.separates(left.forms, right.forms)
        || !(isDecided || isSeenFrom(left, link.left()) && isSeenFrom(right, link.right()))) {
      return;
    }
    accepted.computeIfAbsent(link.left(), form -> new ArrayList<>()).add(link);
    accepted.computeIfAbsent(link.right(), form -> new ArrayList<>()).add(link);
    Side larger = left.forms.size() >= right.forms.size() ? left : right;
    Side smaller = larger == left ? right : left;
    larger.forms.addAll(smaller.forms);
    larger.groups.addAll(smaller.groups);
    smaller.forms.forEach(form -> sides.put(form, larger));
  }

  private Side side(String form) {
    return sides.computeIfAbsent(
        form,
        each -> {
          Side side = new Side();
          side.forms.add(each);
          side.groups.addAll(groups.apply(each));
          return side;
        });
  }

  private boolean isSeenFrom(Side side, String form) {
    return groups.apply(form).containsAll(side.groups);
  }

  private List<List<Entity.Name>> entities() {
    List<List<Entity.Name>> entities = new ArrayList<>();
    Set<Side> seen = new HashSet<>();
    for (Side side : sides.values()) {
      if (side.forms.size() > 1 && seen.add(side)) {
        entities.add(names(side.forms.stream().min(MOST_COMPLETE_FIRST).orElseThrow()));
      }
    }
    entities.sort(Comparator.comparing(names -> names.get(0).form()));
    return entities;
  }

  /** The names reached from the first one, each with the link that leads to it. */
  private List<Entity.Name> names(String first) {
    List<Entity.Name> names = new ArrayList<>();
    names.add(new Entity.Name(first, null, null, 1));
    Set<String> reached = new HashSet<>(Set.of(first));
    Deque<String> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      String from = open.remove();
      List<Link> links = new ArrayList<>(accepted.getOrDefault(from, List.of()));
      links.sort(Link.SUREST_FIRST);
      for (Link link : links) {
        String to = link.left().equals(from) ? link.right() : link.left();
        if (reached.add(to)) {
          names.add(new Entity.Name(to, from, link.why(), link.score()));
          open.add(to);
        }
      }
    }
    return names;
  }
}
