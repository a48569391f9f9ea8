package io.millrace.graph.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the graph that a search for paths has loaded. A path costs {@value #STATED} for each
 * hop that is stated and {@value #TOGETHER} for each that is not, and for each entity between its
 * ends the natural logarithm of its degree, so that it leads through what few have to do with
 * rather than through what everything has to do with. For one thread.
 */
final class Surroundings {
  static final double STATED = 1;
  static final double TOGETHER = 1.5;

  private final Map<String, Loaded> loaded = new HashMap<>();

  /**
   * An entity with its neighbours, each with the cost of the hop.
   *
   * @param degree how many neighbours it has, which may be more than are known here
   */
  record Loaded(long degree, Map<String, Double> hops) {
    double toll() {
      return Math.log((double) Math.max(1, degree));
    }
  }

  /** A path through loaded entities. */
  record Route(double cost, List<String> entities) {}

  /**
   * Adds an entity.
   *
   * @param stated those that sentences relate to it
   * @param together those that sentences name with it
   */
  void add(String id, long degree, Collection<String> stated, Collection<String> together) {
    Map<String, Double> hops = new LinkedHashMap<>();
    together.forEach(other -> hops.put(other, TOGETHER));
    stated.forEach(other -> hops.put(other, STATED));
    hops.remove(id);
    loaded.put(id, new Loaded(degree, hops));
  }

  boolean has(String id) {
    return loaded.containsKey(id);
  }

  /** The neighbours of a loaded entity, with the costs of the hops. */
  Map<String, Double> hops(String id) {
    Loaded entity = loaded.get(id);
    return entity == null ? Map.of() : entity.hops();
  }

  /** What it costs to lead through a loaded entity. */
  double toll(String id) {
    Loaded entity = loaded.get(id);
    return entity == null ? 0 : entity.toll();
  }

  int size() {
    return loaded.size();
  }

  /**
   * The cheapest paths without loops through loaded entities, the cheapest first (Yen, "Finding the
   * k shortest loopless paths in a network", 1971).
   *
   * @param longest how many hops at most
   */
  List<Route> cheapest(String from, String to, int k, int longest) {
    Map<String, Map<String, Double>> hops = bothWays();
    CheapestRoute search = new CheapestRoute(hops, this::toll);
    List<Route> found = new ArrayList<>();
    search.find(from, to, Set.of(), Set.of(), longest).ifPresent(found::add);
    List<Route> candidates = new ArrayList<>();
    while (!found.isEmpty() && found.size() < k) {
      Route last = found.get(found.size() - 1);
      for (int i = 0; i < last.entities().size() - 1; i++) {
        deviation(search, found, last, i, longest)
            .filter(route -> !candidates.contains(route) && !found.contains(route))
            .ifPresent(candidates::add);
      }
      if (candidates.isEmpty()) {
        break;
      }
      Route next = candidates.stream().min(CheapestRoute.ORDER).orElseThrow();
      candidates.remove(next);
      found.add(next);
    }
    return found;
  }

  /** The cheapest path that goes as {@code last} up to its i-th entity, and then as none before. */
  private Optional<Route> deviation(
      CheapestRoute search, List<Route> found, Route last, int i, int longest) {
    List<String> root = last.entities().subList(0, i + 1);
    String spur = root.get(i);
    Set<String> closed = new HashSet<>(); // next entities that paths with this root took
    for (Route route : found) {
      List<String> entities = route.entities();
      if (entities.size() > i + 1 && entities.subList(0, i + 1).equals(root)) {
        closed.add(entities.get(i + 1));
      }
    }
    String to = last.entities().get(last.entities().size() - 1);
    return search
        .find(spur, to, closed, Set.copyOf(root.subList(0, i)), longest - i)
        .map(
            rest -> {
              List<String> entities = new ArrayList<>(root);
              entities.addAll(rest.entities().subList(1, rest.entities().size()));
              return new Route(search.cost(entities), entities);
            });
  }

  /** An entity with too many neighbours to load them is known by those that lead to it. */
  private Map<String, Map<String, Double>> bothWays() {
    Map<String, Map<String, Double>> hops = new HashMap<>();
    loaded.forEach(
        (id, entity) ->
            entity
                .hops()
                .forEach(
                    (other, cost) -> {
                      if (loaded.containsKey(other)) {
                        hops.computeIfAbsent(id, key -> new HashMap<>()).put(other, cost);
                        hops.computeIfAbsent(other, key -> new HashMap<>()).put(id, cost);
                      }
                    }));
    return hops;
  }
}
