package io.millrace.graph.load;

import io.millrace.graph.database.GraphException;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.NodeKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Values;

/** What is said to the database to make relationships, to end them, and to remove them. */
final class EdgeStatements {
  private EdgeStatements() {}

  /**
   * Makes relationships, valid since a revision.
   *
   * @param edges the relationships by their ids
   * @throws GraphException where a node is missing
   */
  static void create(SimpleQueryRunner transaction, Map<String, Edge> edges, long revision) {
    Map<EdgeKind, List<Map<String, Object>>> rows = new EnumMap<>(EdgeKind.class);
    edges.forEach(
        (id, edge) ->
            rows.computeIfAbsent(edge.kind(), kind -> new ArrayList<>())
                .add(row(id, edge, revision)));
    rows.forEach((kind, some) -> create(transaction, kind, some));
  }

  private static Map<String, Object> row(String id, Edge edge, long revision) {
    Map<String, Object> properties = new HashMap<>(edge.properties());
    properties.put("id", id);
    properties.put("document", edge.document());
    properties.put("since", revision);
    properties.put("until", GraphState.OPEN);
    return Map.of("id", id, "from", edge.from(), "to", edge.to(), "properties", properties);
  }

  private static void create(
      SimpleQueryRunner transaction, EdgeKind kind, List<Map<String, Object>> rows) {
    int created =
        transaction
            .run(
                "UNWIND $rows AS row "
                    + ends(kind)
                    + " CREATE (a)-[r:"
                    + kind
                    + "]->(b) SET r = row.properties",
                Values.parameters("rows", rows))
            .consume()
            .counters()
            .relationshipsCreated();
    if (created != rows.size()) {
      throw missing(transaction, kind, rows);
    }
  }

  private static String ends(EdgeKind kind) {
    return switch (kind) {
      case MENTIONS -> from(NodeKind.DOCUMENT) + to(NodeKind.ENTITY);
      case FACT, TOGETHER, REDIRECTS -> from(NodeKind.ENTITY) + to(NodeKind.ENTITY);
      case NAMES -> from(NodeKind.NAME) + to(NodeKind.ENTITY);
      case ABOUT ->
          from(NodeKind.DOCUMENT)
              + " OPTIONAL MATCH (entity:Entity {id: row.to})"
              + " OPTIONAL MATCH (document:Document {id: row.to})"
              + " WITH row, a, coalesce(entity, document) AS b WHERE b IS NOT NULL";
    };
  }

  private static String from(NodeKind kind) {
    return "MATCH (a:" + kind.label() + " {id: row.from})";
  }

  private static String to(NodeKind kind) {
    return " MATCH (b:" + kind.label() + " {id: row.to})";
  }

  private static GraphException missing(
      SimpleQueryRunner transaction, EdgeKind kind, List<Map<String, Object>> rows) {
    List<Record> whole =
        transaction
            .run(
                "UNWIND $rows AS row " + ends(kind) + " RETURN row.id",
                Values.parameters("rows", rows))
            .list();
    List<String> found = whole.stream().map(each -> each.get(0).asString()).toList();
    Map<String, Object> first =
        rows.stream()
            .filter(row -> !found.contains(String.valueOf(row.get("id"))))
            .findFirst()
            .orElseThrow();
    return new GraphException(
        GraphException.Code.GRAPH_CONTENT,
        "Cannot load the relationship %s from %s to %s: one of the two is no node, and %d others lack one too"
            .formatted(kind, first.get("from"), first.get("to"), rows.size() - found.size() - 1));
  }

  /** Ends relationships: from a revision on they are not valid. */
  static void end(SimpleQueryRunner transaction, List<StoredEdge> edges, long revision) {
    run(transaction, edges, "SET r.until = $revision", revision);
  }

  /** Removes relationships. */
  static void remove(SimpleQueryRunner transaction, List<StoredEdge> edges) {
    run(transaction, edges, "DELETE r", 0);
  }

  private static void run(
      SimpleQueryRunner transaction, List<StoredEdge> edges, String change, long revision) {
    List<List<String>> rows =
        edges.stream().map(edge -> List.of(edge.element(), edge.id())).toList();
    if (!rows.isEmpty()) {
      transaction
          .run(
              "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row[0] AND r.id = row[1] "
                  + change,
              Values.parameters("rows", rows, "revision", revision))
          .consume();
    }
  }
}
