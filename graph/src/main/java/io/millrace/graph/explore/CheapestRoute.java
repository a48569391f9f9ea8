package io.millrace.graph.explore;

import io.millrace.graph.explore.Surroundings.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Dijkstra's search where hops and the entities between have a cost, and paths a greatest length.
 * Among equal costs the path with the smaller ids wins, so that an answer is always the same.
 */
final class CheapestRoute {
  static final Comparator<Route> ORDER =
      Comparator.comparingDouble(Route::cost)
          .thenComparing(route -> route.entities().size())
          .thenComparing(route -> String.join(" ", route.entities()));

  private final Map<String, Map<String, Double>> hops;
  private final ToDoubleFunction<String> toll;

  CheapestRoute(Map<String, Map<String, Double>> hops, ToDoubleFunction<String> toll) {
    this.hops = hops;
    this.toll = toll;
  }

  /** An entity as it was reached. */
  private record Reached(String id, double cost, int length, @Nullable Reached before) {}

  private static final Comparator<Reached> CHEAPEST =
      Comparator.comparingDouble(Reached::cost)
          .thenComparingInt(Reached::length)
          .thenComparing(Reached::id);

  /** The cheapest path, if there is one. */
  Optional<Route> find(
      String from, String to, Set<String> closedFirst, Set<String> closed, int longest) {
    PriorityQueue<Reached> queue = new PriorityQueue<>(CHEAPEST);
    // a longer way may be cheaper, and yet too long to go on: the shortest at which each was
    // settled
    Map<String, Integer> settled = new HashMap<>();
    queue.add(new Reached(from, 0, 0, null));
    while (!queue.isEmpty()) {
      Reached now = queue.remove();
      if (now.id().equals(to)) {
        return Optional.of(route(now));
      }
      Integer before = settled.get(now.id());
      if (now.length() == longest || (before != null && before <= now.length())) {
        continue;
      }
      settled.put(now.id(), now.length());
      double through = now.before() == null ? 0 : toll.applyAsDouble(now.id());
      hops.getOrDefault(now.id(), Map.of())
          .forEach(
              (other, hop) -> {
                boolean free =
                    !closed.contains(other)
                        && !(now.before() == null && closedFirst.contains(other))
                        && !isOn(now, other);
                if (free) {
                  queue.add(new Reached(other, now.cost() + through + hop, now.length() + 1, now));
                }
              });
    }
    return Optional.empty();
  }

  private static boolean isOn(Reached way, String id) {
    for (Reached each = way; each != null; each = each.before()) {
      if (each.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private static Route route(Reached end) {
    List<String> entities = new ArrayList<>();
    for (Reached each = end; each != null; each = each.before()) {
      entities.add(each.id());
    }
    Collections.reverse(entities);
    return new Route(end.cost(), entities);
  }

  /** What a path costs. */
  double cost(List<String> entities) {
    double cost = 0;
    for (int i = 0; i + 1 < entities.size(); i++) {
      cost += hops.getOrDefault(entities.get(i), Map.of()).getOrDefault(entities.get(i + 1), 0.0);
      cost += i == 0 ? 0 : toll.applyAsDouble(entities.get(i));
    }
    return cost;
  }
}
