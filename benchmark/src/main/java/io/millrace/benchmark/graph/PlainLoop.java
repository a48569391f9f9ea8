package io.millrace.benchmark.graph;

import io.millrace.graph.element.Edge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** What one writes first: a statement and a transaction for each fact. */
final class PlainLoop {
  private static final String STATEMENT =
      "MERGE (a:Entity {id: $from}) MERGE (b:Entity {id: $to})"
          + " MERGE (a)-[r:FACT {id: $id}]->(b) SET r += $properties";

  private PlainLoop() {}

  /** Writes facts one after the other. */
  static void load(Driver driver, List<Edge> facts) {
    try (Session session = driver.session()) {
      for (Edge fact : facts) {
        Map<String, Object> properties = new HashMap<>(fact.properties());
        properties.put("document", fact.document());
        properties.put("since", 1L);
        properties.put("until", Long.MAX_VALUE);
        session
            .run(
                STATEMENT,
                Map.of(
                    "from",
                    fact.from(),
                    "to",
                    fact.to(),
                    "id",
                    fact.id(),
                    "properties",
                    properties))
            .consume();
      }
    }
  }
}
