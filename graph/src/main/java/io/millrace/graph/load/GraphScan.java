package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.NodeKind;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import scala.Tuple2;

/** Streams everything of one kind out of the database; the task that reads closes what it uses. */
record GraphScan(GraphAccess access, Patience patience) implements Serializable {

  /** Relationships of a kind that are valid as of a revision: kind and stored id → content's id. */
  Iterator<Tuple2<String, String>> edges(EdgeKind kind, long revision) {
    return rows(
        "MATCH (a)-[r:"
            + kind
            + "]->(b) WHERE r.since <= $revision AND $revision < r.until RETURN a.id, b.id, properties(r)",
        Map.of("revision", revision),
        row -> edge(kind, row));
  }

  private static Tuple2<String, String> edge(EdgeKind kind, Record row) {
    Map<String, Object> properties = new TreeMap<>(row.get(2).asMap());
    String id = String.valueOf(properties.remove("id"));
    String document = String.valueOf(properties.remove("document"));
    properties.remove("since");
    properties.remove("until");
    Edge edge = Edge.of(kind, row.get(0).asString(), row.get(1).asString(), document, properties);
    return new Tuple2<>(kind + " " + id, edge.id());
  }

  /** Nodes of a kind: kind and id → properties. */
  Iterator<Tuple2<String, String>> nodes(NodeKind kind) {
    return rows(
        "MATCH (n:" + kind.label() + ") RETURN properties(n)", Map.of(), row -> node(kind, row));
  }

  private static Tuple2<String, String> node(NodeKind kind, Record row) {
    Map<String, Object> properties = new TreeMap<>(row.get(0).asMap());
    String id = String.valueOf(properties.remove("id"));
    return new Tuple2<>(kind + " " + id, properties.toString());
  }

  private <T> Iterator<T> rows(
      String statement, Map<String, Object> parameters, Function<Record, T> form) {
    Drivers.Lease lease = Drivers.lease(access);
    Session session = lease.driver().session();
    TaskCompletionListener close =
        task -> {
          session.close();
          lease.close();
        };
    TaskContext.get().addTaskCompletionListener(close);
    Result result =
        patience.run("read the graph", access, () -> session.run(statement, parameters));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return Patience.once("read the graph", access, result::hasNext);
      }

      @Override
      public T next() {
        return form.apply(Patience.once("read the graph", access, result::next));
      }
    };
  }
}
