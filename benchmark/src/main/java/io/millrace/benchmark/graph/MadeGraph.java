package io.millrace.benchmark.graph;

import io.millrace.core.table.Ids;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.Node;
import io.millrace.graph.load.GraphChange;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A graph that is made up: documents that state facts about entities, a few of which are in most
 * facts, as in real texts. The same seed makes the same graph.
 *
 * @param entities how many entities
 * @param facts how many facts
 * @param seed of all that is drawn
 */
record MadeGraph(int entities, int facts, long seed) implements Serializable {
  private static final int FACTS_A_DOCUMENT = 25;
  private static final int PARTITIONS = 8;

  /** How much the first entities stand out: a drawn number from 0 to 1 is raised to it. */
  private static final double SKEW = 2.5;

  int documents() {
    return (facts + FACTS_A_DOCUMENT - 1) / FACTS_A_DOCUMENT;
  }

  /** What documents say, from one to before another. */
  GraphChange change(JavaSparkContext spark, long revision, int from, int to) {
    JavaRDD<Integer> numbers =
        spark.parallelize(IntStream.range(from, to).boxed().toList(), PARTITIONS);
    return new GraphChange(
        revision,
        numbers.map(MadeGraph::document),
        numbers.flatMap(number -> edges(number).iterator()),
        spark.<String>emptyRDD(),
        spark.<Edge>emptyRDD(),
        numbers
            .flatMap(number -> mentions(number).iterator())
            .map(Edge::to)
            .distinct(PARTITIONS)
            .map(id -> Node.entity(id, "organization"))
            .union(numbers.map(MadeGraph::node)));
  }

  private static String document(int number) {
    return Ids.hash("document", Integer.toString(number));
  }

  private static Node node(int number) {
    return Node.document(document(number), "file:///made/" + number + ".txt", "Report " + number);
  }

  private List<Edge> edges(int number) {
    return Stream.concat(facts(number).stream(), mentions(number).stream()).toList();
  }

  /** The facts of a document. */
  List<Edge> facts(int number) {
    Random random = new Random(seed + number);
    int some = Math.min(FACTS_A_DOCUMENT, facts - number * FACTS_A_DOCUMENT);
    return IntStream.range(0, some).mapToObj(fact -> fact(number, fact, random)).toList();
  }

  /** Who these facts are about: one mention for each entity and document. */
  private List<Edge> mentions(int number) {
    Map<String, String> names = new TreeMap<>();
    for (Edge fact : facts(number)) {
      names.put(fact.from(), String.valueOf(fact.properties().get("subject")));
      names.put(fact.to(), String.valueOf(fact.properties().get("object")));
    }
    return names.entrySet().stream()
        .map(each -> mention(number, each.getKey(), each.getValue()))
        .toList();
  }

  private static Edge mention(int number, String entity, String name) {
    return Edge.of(
        EdgeKind.MENTIONS,
        document(number),
        entity,
        document(number),
        Map.of(
            "form",
            "organization|" + name.toLowerCase(Locale.ROOT),
            "name",
            name,
            "count",
            1L,
            "chunk",
            Ids.hash("chunk", number + "/0"),
            "start",
            0L,
            "end",
            (long) name.length(),
            "confidence",
            0.9,
            "groups",
            List.of("public")));
  }

  private Edge fact(int number, int fact, Random random) {
    int from = drawn(random);
    int to = drawn(random);
    String subject = name(from);
    String object = name(to);
    Map<String, Object> properties = new HashMap<>();
    properties.put("type", random.nextBoolean() ? "acquired" : "partner_of");
    properties.put("kind", "RELATION");
    properties.put("chunk", Ids.hash("chunk", number + "/" + fact / 5));
    properties.put("start", 120L * fact);
    properties.put("end", 120L * fact + 110);
    properties.put(
        "sentence",
        subject + " said on Monday that it has taken over " + object + " for an unnamed sum.");
    properties.put("subject", subject);
    properties.put("object", object);
    properties.put("confidence", 0.9);
    properties.put("rule", "acquired-by-verb");
    properties.put("extractor", "0123456789abcdef");
    properties.put("groups", List.of("public"));
    return Edge.of(EdgeKind.FACT, entity(from), entity(to), document(number), properties);
  }

  /** The number of an entity, the smaller the more often. */
  private int drawn(Random random) {
    return (int) (entities * Math.pow(random.nextDouble(), SKEW));
  }

  private static String entity(int number) {
    return Ids.hash("entity", Integer.toString(number));
  }

  private static String name(int number) {
    return number % 2 == 0 ? "Company " + number : "公司 " + number;
  }
}
