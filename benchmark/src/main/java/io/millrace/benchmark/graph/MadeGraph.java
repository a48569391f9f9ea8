package io.millrace.benchmark.graph;

import io.millrace.core.table.Ids;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.Node;
import io.millrace.graph.load.GraphChange;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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

  /** What documents state, from one to before another. */
  GraphChange change(JavaSparkContext spark, long revision, int from, int to) {
    JavaRDD<Integer> numbers =
        spark.parallelize(IntStream.range(from, to).boxed().toList(), PARTITIONS);
    return new GraphChange(
        revision,
        numbers.map(MadeGraph::document),
        numbers.flatMap(number -> facts(number).iterator()),
        spark.<String>emptyRDD(),
        spark.<Edge>emptyRDD(),
        numbers
            .flatMap(number -> facts(number).iterator())
            .flatMap(fact -> List.of(fact.from(), fact.to()).iterator())
            .distinct(PARTITIONS)
            .map(id -> Node.entity(id, "organization")));
  }

  private static String document(int number) {
    return Ids.hash("document", Integer.toString(number));
  }

  /** The facts of a document. */
  List<Edge> facts(int number) {
    Random random = new Random(seed + number);
    int some = Math.min(FACTS_A_DOCUMENT, facts - number * FACTS_A_DOCUMENT);
    return IntStream.range(0, some).mapToObj(fact -> fact(number, fact, random)).toList();
  }

  private Edge fact(int number, int fact, Random random) {
    String subject = "Company " + random.nextInt(entities);
    String object = "公司 " + random.nextInt(entities);
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
    return Edge.of(EdgeKind.FACT, entity(random), entity(random), document(number), properties);
  }

  private String entity(Random random) {
    int drawn = (int) (entities * Math.pow(random.nextDouble(), SKEW));
    return Ids.hash("entity", Integer.toString(drawn));
  }
}
