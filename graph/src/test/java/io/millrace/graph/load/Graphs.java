package io.millrace.graph.load;

import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Small graphs: what documents say, from which changes are made. */
final class Graphs {
  static final String WAREHOUSE = "warehouse 库";

  private final Random random;
  private final int entities;

  /** What each document says, by its id. */
  final Map<String, List<Edge>> documents = new LinkedHashMap<>();

  /** Which names each entity has, by its id. */
  final Map<String, List<Edge>> names = new LinkedHashMap<>();

  Graphs(long seed, int entities) {
    this.random = new Random(seed);
    this.entities = entities;
  }

  /** Documents whose facts meet at few hubs: half of all ends are one of five entities. */
  Graphs withDocuments(int from, int to, int factsEach) {
    IntStream.range(from, to)
        .forEach(number -> documents.put("d" + number, says("d" + number, factsEach)));
    return this;
  }

  Graphs withNames() {
    for (int entity = 0; entity < entities; entity++) {
      names.put(
          "e" + entity,
          List.of(name("e" + entity, "名 " + entity), name("e" + entity, "name " + entity)));
    }
    return this;
  }

  static Edge name(String entity, String text) {
    return Edge.of(EdgeKind.NAMES, "person|" + text, entity, "", Map.of());
  }

  List<Edge> says(String document, int facts) {
    List<Edge> edges = new ArrayList<>();
    for (int fact = 0; fact < facts; fact++) {
      String from = entity();
      String to = entity();
      edges.add(
          Edge.of(
              EdgeKind.FACT,
              from,
              to,
              document,
              Map.of(
                  "type",
                  "works_for",
                  "kind",
                  "RELATION",
                  "start",
                  (long) fact,
                  "end",
                  fact + 10L,
                  "sentence",
                  "句子 " + random.nextInt(1000) + " 'quoted' \\ text",
                  "confidence",
                  0.5 + random.nextInt(100) / 200.0,
                  "groups",
                  List.of("public", "组"))));
      edges.add(
          Edge.of(
              EdgeKind.MENTIONS,
              document,
              from,
              document,
              Map.of("name", "name " + fact, "count", 1L, "groups", List.of("public"))));
      if (from.compareTo(to) < 0) {
        edges.add(
            Edge.of(
                EdgeKind.TOGETHER,
                from,
                to,
                document,
                Map.of("sentences", (long) fact, "groups", List.of())));
      }
    }
    edges.add(Edge.of(EdgeKind.ABOUT, document, entity(), document, Map.of("type", "authored_by")));
    edges.add(Edge.of(EdgeKind.ABOUT, document, "d0", document, Map.of("type", "links_to")));
    return edges;
  }

  private String entity() {
    return "e" + (random.nextBoolean() ? random.nextInt(5) : random.nextInt(entities));
  }

  /** All edges, each once. */
  List<Edge> edges() {
    return new ArrayList<>(
        new LinkedHashSet<>(documents.values().stream().flatMap(List::stream).toList()));
  }

  List<Edge> allNames() {
    return names.values().stream().flatMap(List::stream).toList();
  }

  List<Node> nodes() {
    Set<Node> nodes = new LinkedHashSet<>();
    documents.keySet().forEach(id -> nodes.add(Node.document(id, "file:///" + id, "Title " + id)));
    nodes.add(Node.document("d0", "file:///d0", "Title d0"));
    IntStream.range(0, entities).forEach(number -> nodes.add(Node.entity("e" + number, "person")));
    allNames()
        .forEach(name -> nodes.add(Node.name(name.from(), "person", name.from().substring(7))));
    return new ArrayList<>(nodes);
  }

  /** The change that says all of it. */
  GraphChange all(JavaSparkContext spark, long revision) {
    return change(spark, revision, List.copyOf(documents.keySet()), List.copyOf(names.keySet()));
  }

  /** The change that tells about some documents and entities. */
  GraphChange change(
      JavaSparkContext spark, long revision, List<String> changed, List<String> entities) {
    return new GraphChange(
        revision,
        spark.parallelize(changed, 3),
        spark.parallelize(
            changed.stream()
                .flatMap(id -> documents.getOrDefault(id, List.of()).stream())
                .distinct()
                .toList(),
            3),
        spark.parallelize(entities, 2),
        spark.parallelize(
            entities.stream().flatMap(id -> names.getOrDefault(id, List.of()).stream()).toList(),
            2),
        spark.parallelize(nodes(), 3));
  }

  /** Spark with four cores in this process. */
  static JavaSparkContext spark() {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local[4]")
            .setAppName("graph")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  static GraphLoad.Config config(GraphAccess access, int writers) {
    return new GraphLoad.Config(access, WAREHOUSE, writers, new Patience(Duration.ofMinutes(5)));
  }
}
