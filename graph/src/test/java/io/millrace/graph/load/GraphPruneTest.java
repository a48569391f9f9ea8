package io.millrace.graph.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.Node;
import io.millrace.graph.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Session;

/** What is removed, and what a comparison with the tables finds. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GraphPruneTest {
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30));
  private static JavaSparkContext spark;

  private TestServer server;

  @BeforeAll
  static void spark() {
    spark = Graphs.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void empty() {
    server = TestServer.empty();
  }

  private void load(GraphChange change) {
    new GraphLoad(Graphs.config(server.access(), 2), message -> {}).run(change);
  }

  private GraphPrune prune() {
    return new GraphPrune(server.access(), Graphs.WAREHOUSE, PATIENCE);
  }

  private GraphVerify.Result verify(long revision, List<Edge> edges, List<Node> nodes) {
    return new GraphVerify(server.access(), Graphs.WAREHOUSE, PATIENCE)
        .run(spark, revision, spark.parallelize(edges), spark.parallelize(nodes));
  }

  private static List<Edge> all(Graphs graph) {
    List<Edge> edges = new ArrayList<>(graph.edges());
    edges.addAll(graph.allNames());
    return edges;
  }

  private long count(String query) {
    try (Session session = server.driver().session()) {
      return session.run(query).single().get(0).asLong();
    }
  }

  @Test
  void whatNoKeptRevisionSaysGoes() {
    Graphs graph = new Graphs(1, 20).withDocuments(0, 10, 5).withNames();
    load(graph.all(spark, 1));
    List<Edge> first = all(graph);
    List<Node> nodes = graph.nodes();
    graph.documents.put("d1", graph.says("d1", 4));
    load(graph.change(spark, 2, List.of("d1"), List.of()));

    assertThat(prune().prune(1).relationships()).isZero();
    assertThat(verify(1, first, nodes).isEqual()).isTrue();
    assertThat(prune().prune(2).relationships()).isPositive();
    assertThat(verify(2, all(graph), graph.nodes()).isEqual()).isTrue();
    assertThat(count("MATCH ()-[r]->() RETURN count(r)")).isEqualTo(all(graph).size());
  }

  @Test
  void anEmptyWarehouseLeavesAnEmptyGraph() {
    Graphs graph = new Graphs(2, 20).withDocuments(0, 10, 5).withNames();
    load(graph.all(spark, 1));
    List<String> documents = List.copyOf(graph.documents.keySet());
    List<String> entities = List.copyOf(graph.names.keySet());
    graph.documents.clear();
    graph.names.clear();
    load(graph.change(spark, 2, documents, entities));
    prune().prune(2);
    assertThat(count("MATCH (n) RETURN count(n)")).as("the node Graph").isEqualTo(1);
    assertThat(count("MATCH ()-[r]->() RETURN count(r)")).isZero();
  }

  @Test
  void whatIsForgottenIsSaidInNoRevision() {
    Graphs graph = new Graphs(3, 20).withDocuments(0, 10, 5);
    load(graph.all(spark, 1));
    graph.documents.put("d2", graph.says("d2", 3));
    load(graph.change(spark, 2, List.of("d2"), List.of()));

    GraphPrune.Result forgotten = prune().forget(List.of("d2", "d7", "never was"));
    assertThat(forgotten.nodes()).isEqualTo(2);
    assertThat(count("MATCH ()-[r {document: 'd2'}]->() RETURN count(r)")).isZero();
    assertThat(count("MATCH (n:Document {id: 'd2'}) RETURN count(n)")).isZero();
    graph.documents.keySet().removeAll(List.of("d2", "d7"));
    assertThat(verify(2, graph.edges(), List.of()).isEqual()).isTrue();
  }

  @Test
  void everyDifferenceIsFoundAndNamed() {
    Graphs graph = new Graphs(4, 20).withDocuments(0, 10, 5).withNames();
    load(graph.all(spark, 1));
    GraphVerify.Result equal = verify(1, all(graph), graph.nodes());
    assertThat(equal.isEqual()).isTrue();
    assertThat(equal.compared()).isEqualTo(all(graph).size() + graph.nodes().size());

    count("MATCH ()-[r:FACT]->() WITH r LIMIT 1 SET r.sentence = 'forged' RETURN count(r)");
    count("MATCH ()-[r:MENTIONS]->() WITH r LIMIT 2 DELETE r RETURN count(r)");
    count(
        "MATCH (a)-[r:TOGETHER]->(b) WITH a, b, r LIMIT 1 CREATE (a)-[s:TOGETHER]->(b)"
            + " SET s = properties(r) RETURN count(s)");
    count("MATCH (n:Entity {id: 'e3'}) SET n.type = 'place' RETURN count(n)");
    GraphVerify.Result found = verify(1, all(graph), graph.nodes());
    assertThat(found.missing()).isEqualTo(2);
    assertThat(found.surplus()).isEqualTo(1);
    assertThat(found.different()).isEqualTo(2);
    assertThat(found.examples())
        .anyMatch(line -> line.startsWith("different: FACT "))
        .anyMatch(line -> line.startsWith("missing: MENTIONS "))
        .anyMatch(line -> line.startsWith("surplus: TOGETHER "))
        .contains("different: ENTITY e3");
  }

  @Test
  void anotherWarehousesGraphIsLeftAlone() {
    Graphs graph = new Graphs(5, 5).withDocuments(0, 2, 2);
    load(graph.all(spark, 1));
    GraphPrune other = new GraphPrune(server.access(), "other", PATIENCE);
    assertThatThrownBy(() -> other.forget(List.of("d0"))).hasMessageContaining(Graphs.WAREHOUSE);
    assertThatThrownBy(() -> other.prune(9)).hasMessageContaining(Graphs.WAREHOUSE);
    assertThat(verify(1, graph.edges(), graph.nodes()).isEqual()).isTrue();
  }
}
