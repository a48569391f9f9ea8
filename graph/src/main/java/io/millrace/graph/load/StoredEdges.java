package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.EdgeKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Values;

/**
 * Reads what the database says about some documents or entities, some hundred at a time. A task's
 * memory is the answer about so many.
 */
record StoredEdges(GraphAccess access, Patience patience) implements Serializable {
  private static final int GROUP = 200;

  /** The valid relationships whose evidence are documents. */
  Iterator<StoredEdge> ofDocuments(Iterator<String> documents) {
    return inGroups(documents, StoredEdges::ofDocuments);
  }

  /** The valid {@code NAMES} relationships to entities, and where they redirect to. */
  Iterator<StoredEdge> ofEntities(Iterator<String> entities) {
    return inGroups(entities, StoredEdges::ofEntities);
  }

  @FunctionalInterface
  private interface Reading {
    List<StoredEdge> read(Session session, List<String> ids);
  }

  private Iterator<StoredEdge> inGroups(Iterator<String> ids, Reading reading) {
    return new Iterator<>() {
      private Iterator<StoredEdge> read = List.<StoredEdge>of().iterator();

      @Override
      public boolean hasNext() {
        while (!read.hasNext() && ids.hasNext()) {
          List<String> group = new ArrayList<>(GROUP);
          while (group.size() < GROUP && ids.hasNext()) {
            group.add(ids.next());
          }
          read = StoredEdges.this.read(group, reading).iterator();
        }
        return read.hasNext();
      }

      @Override
      public StoredEdge next() {
        hasNext();
        return read.next();
      }
    };
  }

  private List<StoredEdge> read(List<String> ids, Reading reading) {
    try (Drivers.Lease lease = Drivers.lease(access)) {
      return patience.run("read the graph", access, () -> read(lease.driver(), ids, reading));
    }
  }

  private static List<StoredEdge> read(Driver driver, List<String> ids, Reading reading) {
    try (Session session = driver.session()) {
      return reading.read(session, ids);
    }
  }

  private static List<StoredEdge> ofDocuments(Session session, List<String> documents) {
    List<StoredEdge> edges = new ArrayList<>();
    for (EdgeKind kind : EdgeKind.values()) {
      if (kind.hasEvidence()) {
        edges.addAll(
            rows(session, kind, "MATCH (a)-[r:" + kind + " {document: key}]->(b)", documents));
      }
    }
    return edges;
  }

  private static List<StoredEdge> ofEntities(Session session, List<String> entities) {
    List<StoredEdge> edges = new ArrayList<>();
    edges.addAll(
        rows(session, EdgeKind.NAMES, "MATCH (a:Name)-[r:NAMES]->(b:Entity {id: key})", entities));
    edges.addAll(
        rows(
            session,
            EdgeKind.REDIRECTS,
            "MATCH (a:Entity {id: key})-[r:REDIRECTS]->(b:Entity)",
            entities));
    return edges;
  }

  private static List<StoredEdge> rows(
      Session session, EdgeKind kind, String match, List<String> keys) {
    return session
        .run(
            "UNWIND $keys AS key "
                + match
                + " WHERE r.until = $open RETURN elementId(r), r.id, a.id, b.id, r.since",
            Values.parameters("keys", keys, "open", GraphState.OPEN))
        .list(row -> edge(kind, row));
  }

  private static StoredEdge edge(EdgeKind kind, Record row) {
    return new StoredEdge(
        kind,
        row.get(0).asString(),
        row.get(1).asString(),
        row.get(2).asString(),
        row.get(3).asString(),
        row.get(4).asLong());
  }
}
