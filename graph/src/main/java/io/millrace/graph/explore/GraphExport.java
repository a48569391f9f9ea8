package io.millrace.graph.explore;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/** Writes what a viewer sees of the graph while it is read: of the database, no row is kept. */
final class GraphExport {
  private static final Duration MOST = Duration.ofMinutes(5);

  /** Names of entities are kept until the relations are written, about 200 bytes each. */
  private static final int MOST_ENTITIES = 250_000;

  private static final int MOST_NEAR = 5_000;

  private final GraphConnection graph;

  GraphExport(GraphConnection graph) {
    this.graph = graph;
  }

  /** Which entities: all, or those of a list. */
  private record Scope(String condition, Map<String, Object> parameters) {
    static Scope of(@Nullable Set<String> ids) {
      return ids == null
          ? new Scope("e.id >= ''", Map.of())
          : new Scope("e.id IN $ids", Map.of("ids", List.copyOf(ids)));
    }
  }

  /** All that the viewer sees. */
  void all(Viewer viewer, ExportFormat format, OutputStream out) throws IOException {
    write(viewer, Scope.of(null), format.writer(out));
  }

  /** An entity that the viewer sees, with what is at most so many hops away. */
  void around(Viewer viewer, String entity, int depth, ExportFormat format, OutputStream out)
      throws IOException {
    write(viewer, Scope.of(near(viewer, entity, depth)), format.writer(out));
  }

  private Set<String> near(Viewer viewer, String entity, int depth) {
    Set<String> near = new TreeSet<>(Set.of(entity));
    Set<String> outermost = near;
    for (int i = 0; i < depth && !outermost.isEmpty() && near.size() < MOST_NEAR; i++) {
      String query =
          """
          MATCH (e:Entity)-[r:FACT|TOGETHER]-(o:Entity) WHERE e.id IN $ids AND SEES
          RETURN DISTINCT o.id AS id ORDER BY id LIMIT $most
          """
              .replace("SEES", viewer.sees("r"));
      Set<String> next =
          new TreeSet<>(
              graph.read(
                  query,
                  viewer.with(Map.of("ids", List.copyOf(outermost), "most", MOST_NEAR)),
                  MOST,
                  row -> row.get("id").asString()));
      next.removeAll(near);
      near = new TreeSet<>(near);
      for (String id : next) {
        if (near.size() < MOST_NEAR) {
          near.add(id);
        }
      }
      outermost = next;
    }
    return near;
  }

  private void write(Viewer viewer, Scope scope, ExportWriter writer) throws IOException {
    Map<String, EntityRef> written = new HashMap<>();
    try {
      graph.stream(
          """
          MATCH (e:Entity) WHERE SCOPE WITH e ORDER BY e.id
          NAMED
          """
              .replace("SCOPE", scope.condition())
              .replace("NAMED", EntityNames.named(viewer)),
          viewer.with(scope.parameters()),
          MOST,
          row -> entity(row, written, writer));
      graph.stream(
          relations(viewer, scope),
          viewer.with(scope.parameters()),
          MOST,
          row -> relation(row, written, writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.end();
  }

  private static String relations(Viewer viewer, Scope scope) {
    return """
    MATCH (e:Entity) WHERE SCOPE WITH e ORDER BY e.id
    CALL (e) {
      MATCH (e)-[r:FACT]->(o:Entity) WHERE o.id <> e.id AND SEES
      WITH o, r ORDER BY r.confidence DESC, r.document, r.start, r.id
      WITH o, r.type AS type, count(r) AS statements, count(DISTINCT r.document) AS documents,
        collect(r)[0] AS r
      ORDER BY o.id, type
      RETURN o.id AS to, true AS stated, type, statements, documents, r
      UNION ALL
      MATCH (e)-[r:TOGETHER]->(o:Entity) WHERE SEES
      WITH o, r ORDER BY r.sentences DESC, r.document, r.start, r.id
      WITH o, sum(r.sentences) AS statements, count(DISTINCT r.document) AS documents,
        collect(r)[0] AS r
      ORDER BY o.id
      RETURN o.id AS to, false AS stated, 'together' AS type, statements, documents, r
    }
    OPTIONAL MATCH (d:Document {id: r.document})
    RETURN e.id AS from, to, stated, type, statements, documents, COLUMNS
    """
        .replace("SCOPE", scope.condition())
        .replace("SEES", viewer.sees("r"))
        .replace("COLUMNS", EvidenceRows.COLUMNS);
  }

  private static void entity(Record row, Map<String, EntityRef> written, ExportWriter writer) {
    if (written.size() == MOST_ENTITIES) {
      throw new GraphUnavailableException(
          "Cannot export more than "
              + MOST_ENTITIES
              + " entities at once; export what is around some of them",
          null);
    }
    EntityNames.Known entity = EntityNames.known(row);
    written.put(entity.entity().id(), entity.entity());
    try {
      writer.entity(entity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void relation(Record row, Map<String, EntityRef> written, ExportWriter writer) {
    EntityRef from = written.get(row.get("from").asString());
    EntityRef to = written.get(row.get("to").asString());
    if (from == null || to == null) {
      return; // it leads out of what is exported
    }
    try {
      writer.relation(
          new ExportedRelation(
              row.get("r").get("id").asString(),
              from,
              to,
              row.get("stated").asBoolean(),
              row.get("type").asString(""),
              row.get("statements").asLong(),
              row.get("documents").asLong(),
              EvidenceRows.of(row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
