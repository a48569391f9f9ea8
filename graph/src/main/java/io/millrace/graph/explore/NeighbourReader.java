package io.millrace.graph.explore;

import io.millrace.graph.explore.Neighbours.Stated;
import io.millrace.graph.explore.Neighbours.StatedType;
import io.millrace.graph.explore.Neighbours.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Record;

/** Lists what stands beside an entity. */
final class NeighbourReader {
  private static final Duration MOST = Duration.ofSeconds(20);

  /** Relationships of an entity that are looked at, of each kind; those beyond are not. */
  private static final int MOST_SEEN = 50_000;

  /** Candidates by co-occurrence, of which those with the highest weight are shown. */
  private static final int CANDIDATES = 100;

  private final GraphConnection graph;
  private final EntityNames names;
  private final VisibleDocuments documents;

  NeighbourReader(GraphConnection graph, EntityNames names, VisibleDocuments documents) {
    this.graph = graph;
    this.names = names;
    this.documents = documents;
  }

  private record StatedRow(
      String other, List<StatedType> types, long statements, long documents, double confidence) {}

  private record TogetherRow(String other, long documents, long sentences) {}

  Optional<Neighbours> read(Viewer viewer, String id, NeighbourQuery query) {
    return names.resolve(viewer, id).map(resolved -> read(viewer, resolved.known(), query));
  }

  private Neighbours read(Viewer viewer, EntityNames.Known entity, NeighbourQuery query) {
    String id = entity.entity().id();
    List<StatedRow> stated = stated(viewer, id, query);
    List<TogetherRow> together = together(viewer, id, query);
    Set<String> others = new HashSet<>();
    stated.stream().limit(query.limit()).forEach(each -> others.add(each.other()));
    together.forEach(each -> others.add(each.other()));
    EntityNames.Seen known = names.of(viewer, others);
    List<Stated> shown = new ArrayList<>();
    for (StatedRow each : stated.subList(0, Math.min(query.limit(), stated.size()))) {
      if (known.has(each.other())) {
        shown.add(
            new Stated(
                known.entity(each.other()),
                each.types(),
                each.statements(),
                each.documents(),
                each.confidence()));
      }
    }
    List<Together> weighted = weighted(viewer, entity, together, known);
    return new Neighbours(
        entity.entity(),
        shown,
        weighted.subList(0, Math.min(query.limit(), weighted.size())),
        stated.size() > query.limit() || weighted.size() > query.limit());
  }

  /** One more than is asked for, where there are more. */
  private List<StatedRow> stated(Viewer viewer, String id, NeighbourQuery asked) {
    String query =
        """
        MATCH (e:Entity {id: $id})-[r:FACT]-(o:Entity)
        WHERE o.id <> $id AND SEES
          AND (size($types) = 0 OR o.type IN $types)
          AND (size($relations) = 0 OR r.type IN $relations)
          AND r.confidence >= $confidence
        WITH e, r, o LIMIT $seen
        WITH o.id AS other, r.type AS type, startNode(r) = e AS out, count(r) AS statements,
          collect(DISTINCT r.document) AS documents, max(r.confidence) AS confidence
        ORDER BY statements DESC, type, out
        WITH other, sum(statements) AS statements, max(confidence) AS confidence,
          collect([type, out, statements]) AS types, collect(documents) AS documents
        CALL (documents) {
          UNWIND documents AS some UNWIND some AS document
          RETURN count(DISTINCT document) AS count
        }
        RETURN other, types, statements, count, confidence
        ORDER BY count DESC, statements DESC, other LIMIT $most
        """
            .replace("SEES", viewer.sees("r"));
    Map<String, Object> parameters =
        viewer.with(
            Map.of(
                "id",
                id,
                "types",
                List.copyOf(asked.types()),
                "relations",
                List.copyOf(asked.relations()),
                "confidence",
                asked.confidence(),
                "seen",
                MOST_SEEN,
                "most",
                asked.limit() + 1));
    return graph.read(query, parameters, MOST, NeighbourReader::stated);
  }

  private static StatedRow stated(Record row) {
    return new StatedRow(
        row.get("other").asString(),
        row.get("types")
            .asList(
                each ->
                    new StatedType(
                        each.get(0).asString(""),
                        each.get(1).asBoolean() ? Direction.OUT : Direction.IN,
                        each.get(2).asLong())),
        row.get("statements").asLong(),
        row.get("count").asLong(),
        row.get("confidence").asDouble(0));
  }

  private List<TogetherRow> together(Viewer viewer, String id, NeighbourQuery asked) {
    String query =
        """
        MATCH (e:Entity {id: $id})-[r:TOGETHER]-(o:Entity)
        WHERE SEES AND (size($types) = 0 OR o.type IN $types)
        WITH r, o LIMIT $seen
        RETURN o.id AS other, count(DISTINCT r.document) AS documents, sum(r.sentences) AS sentences
        ORDER BY documents DESC, sentences DESC, other LIMIT $most
        """
            .replace("SEES", viewer.sees("r"));
    return graph.read(
        query,
        viewer.with(
            Map.of(
                "id",
                id,
                "types",
                List.copyOf(asked.types()),
                "seen",
                MOST_SEEN,
                "most",
                Math.max(CANDIDATES, asked.limit() + 1))),
        MOST,
        row ->
            new TogetherRow(
                row.get("other").asString(),
                row.get("documents").asLong(),
                row.get("sentences").asLong()));
  }

  private List<Together> weighted(
      Viewer viewer, EntityNames.Known entity, List<TogetherRow> rows, EntityNames.Seen known) {
    if (rows.isEmpty()) {
      return List.of();
    }
    long total = documents.count(viewer);
    List<Together> weighted = new ArrayList<>();
    for (TogetherRow row : rows) {
      if (known.has(row.other())) {
        EntityNames.Known other = known.known(row.other());
        double weight =
            LogLikelihood.ratio(row.documents(), entity.documents(), other.documents(), total);
        weighted.add(
            new Together(
                other.entity(), row.documents(), row.sentences(), Math.round(weight * 1e3) / 1e3));
      }
    }
    weighted.sort(
        Comparator.comparingDouble(Together::weight)
            .thenComparingLong(Together::documents)
            .reversed()
            .thenComparing(each -> each.entity().id()));
    return weighted;
  }
}
