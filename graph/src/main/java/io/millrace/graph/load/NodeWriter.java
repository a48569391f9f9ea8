package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Node;
import io.millrace.graph.element.NodeKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Values;

/** Makes nodes, or gives those that are there their properties. */
record NodeWriter(GraphAccess access, Patience patience) implements Serializable {
  private static final int BATCH = 5_000;

  /** Writes nodes that no other writer has; how many. */
  long write(Iterator<Node> nodes) {
    long written = 0;
    try (Drivers.Lease lease = Drivers.lease(access)) {
      while (nodes.hasNext()) {
        List<Node> batch = new ArrayList<>(BATCH);
        while (nodes.hasNext() && batch.size() < BATCH) {
          batch.add(nodes.next());
        }
        patience.run("load the graph's nodes", access, () -> write(lease.driver(), batch));
        written += batch.size();
      }
    }
    return written;
  }

  private static int write(Driver driver, List<Node> nodes) {
    Map<NodeKind, List<Map<String, Object>>> rows = new EnumMap<>(NodeKind.class);
    for (Node node : nodes) {
      rows.computeIfAbsent(node.kind(), kind -> new ArrayList<>())
          .add(Map.of("id", node.id(), "properties", node.properties()));
    }
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction ->
              rows.forEach(
                  (kind, some) ->
                      transaction
                          .run(
                              "UNWIND $rows AS row MERGE (n:"
                                  + kind.label()
                                  + " {id: row.id}) SET n += row.properties",
                              Values.parameters("rows", some))
                          .consume()));
    }
    return nodes.size();
  }
}
