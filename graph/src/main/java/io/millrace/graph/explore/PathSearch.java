package io.millrace.graph.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.neo4j.driver.Record;

/**
 * Loads as much of the graph as the cheapest paths between two entities need: from both ends, the
 * cheapest to reach first, many with each question to the database, until no entity is left from
 * which a cheaper path could go on, or a limit is reached. Entities with more neighbours than
 * {@value #MOST_NEIGHBOURS} are passed where both ends reach them, but not gone on from. For one
 * search, by one thread.
 */
final class PathSearch {
  static final int LONGEST = 6;

  private static final Duration MOST = Duration.ofSeconds(20);
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(3);
  private static final int MOST_LOADED = 600;
  private static final int AT_ONCE = 64;
  private static final int MOST_NEIGHBOURS = 500;
  private static final int MOST_COUNTED = 5_000;

  /**
   * The least that lies between two entities that are not gone on from: each has two neighbours on
   * the path, at least, and a hop is between them.
   */
  private static final double BETWEEN = Surroundings.STATED + 2 * Math.log(2);

  private final GraphConnection graph;
  private final Viewer viewer;
  private final Surroundings surroundings = new Surroundings();
  private final String from;
  private final String to;
  private final Map<String, Label> forward = new HashMap<>();
  private final Map<String, Label> backward = new HashMap<>();
  private boolean complete = true;

  /** How an entity is reached from an end: at which cost, itself not counted, in how many hops. */
  private record Label(double cost, int length) {}

  /** An entity from which a path may go on. */
  private record Open(String id, double cost) {}

  PathSearch(GraphConnection graph, Viewer viewer, String from, String to) {
    this.graph = graph;
    this.viewer = viewer;
    this.from = from;
    this.to = to;
  }

  /**
   * The cheapest paths from one end to the other. If no limit is reached, there is no cheaper one
   * than the first; the others are the cheapest of what was loaded for it.
   */
  List<Surroundings.Route> find(int k) {
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    forward.put(from, new Label(0, 0));
    backward.put(to, new Label(0, 0));
    load(List.of(from, to));
    Set<String> spread = new HashSet<>();
    while (true) {
      Set<String> next = next(spread);
      if (next.isEmpty()) {
        break;
      }
      if (surroundings.size() + next.size() > MOST_LOADED || System.nanoTime() > end) {
        complete = false;
        break;
      }
      load(next.stream().filter(id -> !surroundings.has(id)).toList());
    }
    return surroundings.cheapest(from, to, k, LONGEST);
  }

  /** Whether no limit was reached. */
  boolean isComplete() {
    return complete;
  }

  /** Goes on from all that is loaded, and says what should be loaded next. */
  private Set<String> next(Set<String> spread) {
    spread(forward, spread, ">");
    spread(backward, spread, "<");
    double reach = cheapest();
    Set<String> next = new LinkedHashSet<>();
    // where the ends meet, the toll decides
    for (Map.Entry<String, Label> each : new TreeMap<>(forward).entrySet()) {
      String id = each.getKey();
      Label back = backward.get(id);
      if (back != null
          && !surroundings.has(id)
          && each.getValue().cost() + back.cost() + Math.log(2) < reach) {
        next.add(id);
      }
    }
    List<Open> opened = open(forward);
    List<Open> closing = open(backward);
    if (opened.size() <= closing.size()) {
      choose(opened, nearest(backward), reach, next);
      choose(closing, nearest(forward), reach, next);
    } else {
      choose(closing, nearest(forward), reach, next);
      choose(opened, nearest(backward), reach, next);
    }
    return next;
  }

  /**
   * Chooses those over which a cheaper path may lead: it leads over one that is not gone on from,
   * from either end.
   */
  private static void choose(List<Open> open, double beyond, double reach, Set<String> next) {
    for (Open each : open) {
      if (next.size() >= AT_ONCE || each.cost() + BETWEEN + beyond >= reach) {
        break;
      }
      next.add(each.id());
    }
  }

  /** The cheapest from which no hop was followed: it is not loaded, or as far as paths go. */
  private double nearest(Map<String, Label> labels) {
    double nearest = Double.MAX_VALUE;
    for (Map.Entry<String, Label> each : labels.entrySet()) {
      if (!surroundings.has(each.getKey()) || each.getValue().length() >= LONGEST / 2) {
        nearest = Math.min(nearest, each.getValue().cost());
      }
    }
    return nearest;
  }

  /** Follows all hops from loaded entities. */
  private void spread(Map<String, Label> labels, Set<String> spread, String side) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, Label> entry : List.copyOf(labels.entrySet())) {
        String id = entry.getKey();
        Label label = entry.getValue();
        if (!surroundings.has(id)
            || label.length() >= LONGEST / 2
            || !spread.add(side + id + label.cost())) {
          continue;
        }
        double through = label.cost() + (label.length() == 0 ? 0 : surroundings.toll(id));
        for (Map.Entry<String, Double> hop : surroundings.hops(id).entrySet()) {
          Label reached = new Label(through + hop.getValue(), label.length() + 1);
          Label before = labels.get(hop.getKey());
          if (before == null || reached.cost() < before.cost()) {
            labels.put(hop.getKey(), reached);
            changed = true;
          }
        }
      }
    }
  }

  /** What was reached and not loaded, the cheapest first. */
  private List<Open> open(Map<String, Label> labels) {
    List<Open> open = new ArrayList<>();
    labels.forEach(
        (id, label) -> {
          if (!surroundings.has(id) && label.length() < LONGEST / 2) {
            open.add(new Open(id, label.cost()));
          }
        });
    open.sort(Comparator.comparingDouble(Open::cost).thenComparing(Open::id));
    return open;
  }

  /** The cost of the cheapest path that is known to its end. */
  private double cheapest() {
    double cheapest = Double.MAX_VALUE;
    for (Map.Entry<String, Label> entry : forward.entrySet()) {
      String id = entry.getKey();
      Label back = backward.get(id);
      if (back != null && surroundings.has(id)) {
        double toll = id.equals(from) || id.equals(to) ? 0 : surroundings.toll(id);
        cheapest = Math.min(cheapest, entry.getValue().cost() + back.cost() + toll);
      }
    }
    return cheapest;
  }

  private void load(Collection<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    String query =
        """
        UNWIND $ids AS id
        MATCH (e:Entity {id: id})
        CALL (e) {
          MATCH (e)-[r:FACT|TOGETHER]-(o:Entity) WHERE o.id <> e.id AND SEES
          WITH r, o LIMIT $seen
          RETURN count(DISTINCT o) AS degree,
            collect(DISTINCT CASE WHEN type(r) = 'FACT' THEN o.id END) AS stated,
            collect(DISTINCT CASE WHEN type(r) = 'TOGETHER' THEN o.id END) AS together
        }
        WITH id, degree, stated, together, degree <= $most OR id IN $ends AS goes
        RETURN id, degree, CASE WHEN goes THEN stated ELSE [] END AS stated,
          CASE WHEN goes THEN together ELSE [] END AS together
        """
            .replace("SEES", viewer.sees("r"));
    Map<String, Object> parameters =
        viewer.with(
            Map.of(
                "ids",
                List.copyOf(ids),
                "ends",
                List.of(from, to),
                "seen",
                MOST_COUNTED,
                "most",
                MOST_NEIGHBOURS));
    for (Record row : graph.read(query, parameters, MOST, row -> row)) {
      surroundings.add(
          row.get("id").asString(),
          row.get("degree").asLong(),
          row.get("stated").asList(each -> each.asString()),
          row.get("together").asList(each -> each.asString()));
    }
  }
}
