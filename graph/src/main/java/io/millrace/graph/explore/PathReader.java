package io.millrace.graph.explore;

import io.millrace.graph.explore.Paths.Hop;
import io.millrace.graph.explore.Paths.HopFact;
import io.millrace.graph.explore.Paths.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Finds how two entities are connected, with the evidence of every hop. */
final class PathReader {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int MOST_EVIDENCE = 3;

  private final GraphConnection graph;
  private final EntityNames names;

  PathReader(GraphConnection graph, EntityNames names) {
    this.graph = graph;
    this.names = names;
  }

  /** Two neighbours, in the order in which a path has them. */
  private record Pair(String from, String to) {}

  Optional<Paths> read(Viewer viewer, String from, String to, int k) {
    Optional<EntityNames.Resolved> start = names.resolve(viewer, from);
    Optional<EntityNames.Resolved> end = names.resolve(viewer, to);
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    EntityRef one = start.get().known().entity();
    EntityRef other = end.get().known().entity();
    if (one.id().equals(other.id())) {
      return Optional.of(
          new Paths(one, other, List.of(new Path(0, List.of(one), List.of())), true));
    }
    PathSearch search = new PathSearch(graph, viewer, one.id(), other.id());
    List<Surroundings.Route> routes = search.find(k);
    return Optional.of(new Paths(one, other, paths(viewer, routes), search.isComplete()));
  }

  private List<Path> paths(Viewer viewer, List<Surroundings.Route> routes) {
    Set<Pair> pairs = new LinkedHashSet<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Surroundings.Route route : routes) {
      ids.addAll(route.entities());
      pairs.addAll(pairs(route));
    }
    EntityNames.Seen known = names.of(viewer, ids);
    Map<Pair, Hop> hops = hops(viewer, pairs);
    List<Path> paths = new ArrayList<>();
    for (Surroundings.Route route : routes) {
      List<EntityRef> entities = known.of(route.entities());
      if (entities.size() == route.entities().size()) {
        paths.add(
            new Path(
                Math.round(route.cost() * 1e3) / 1e3,
                entities,
                pairs(route).stream().map(hops::get).toList()));
      }
    }
    return paths;
  }

  private static List<Pair> pairs(Surroundings.Route route) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < route.entities().size(); i++) {
      pairs.add(new Pair(route.entities().get(i), route.entities().get(i + 1)));
    }
    return pairs;
  }

  private Map<Pair, Hop> hops(Viewer viewer, Set<Pair> pairs) {
    String query =
        """
        UNWIND $pairs AS pair
        MATCH (a:Entity {id: pair[0]}), (b:Entity {id: pair[1]})
        CALL (a, b) {
          MATCH (a)-[r:FACT]-(b) WHERE SEES
          WITH a, r ORDER BY r.confidence DESC, r.document, r.start, r.id LIMIT $most
          OPTIONAL MATCH (d:Document {id: r.document})
          RETURN collect([r {.*}, d.uri, d.title, startNode(r) = a]) AS stated
        }
        CALL (a, b) {
          MATCH (a)-[r:TOGETHER]-(b) WHERE SEES
          WITH r ORDER BY r.sentences DESC, r.document, r.start, r.id LIMIT $most
          OPTIONAL MATCH (d:Document {id: r.document})
          RETURN collect([r {.*}, d.uri, d.title]) AS together
        }
        RETURN a.id AS from, b.id AS to, stated, together
        """
            .replace("SEES", viewer.sees("r"));
    List<List<String>> asked = pairs.stream().map(p -> List.of(p.from(), p.to())).toList();
    Map<Pair, Hop> hops = new HashMap<>();
    graph
        .read(
            query,
            viewer.with(Map.of("pairs", asked, "most", MOST_EVIDENCE)),
            MOST,
            PathReader::hop)
        .forEach(hop -> hops.put(new Pair(hop.from(), hop.to()), hop));
    return hops;
  }

  private static Hop hop(Record row) {
    return new Hop(
        row.get("from").asString(),
        row.get("to").asString(),
        row.get("stated").asList(PathReader::fact),
        row.get("together").asList(PathReader::evidence));
  }

  private static HopFact fact(Value fact) {
    return new HopFact(
        fact.get(0).get("type").asString(""),
        fact.get(0).get("kind").asString(""),
        fact.get(3).asBoolean() ? Direction.OUT : Direction.IN,
        evidence(fact));
  }

  private static Evidence evidence(Value fact) {
    return EvidenceRows.of(fact.get(0), fact.get(1), fact.get(2));
  }
}
