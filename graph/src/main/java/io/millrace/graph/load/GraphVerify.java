package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.Node;
import io.millrace.graph.element.NodeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Compares the graph database with the tables, row by row.
 *
 * <p><b>Reads</b> every relationship that is valid as of a revision, and every node, of both.
 * <b>Writes</b> nothing. <b>Key</b> id. <b>Shuffle</b>: ids and hashes of contents, once.
 * <b>Memory</b>: a task streams one kind.
 */
public final class GraphVerify {
  private static final int SHOWN = 10;

  private final GraphAccess access;
  private final String warehouse;
  private final Patience patience;

  /**
   * What was found.
   *
   * @param compared how many relationships and nodes the tables have
   * @param missing how many of these the database has not
   * @param surplus how many it has that the tables have not, or has twice
   * @param different how many say something else in it
   * @param examples some of each: what is wrong, kind and id
   */
  public record Result(
      long compared, long missing, long surplus, long different, List<String> examples) {
    public Result {
      examples = List.copyOf(examples);
    }

    /** Whether both say the same. */
    public boolean isEqual() {
      return missing == 0 && surplus == 0 && different == 0;
    }
  }

  /** Of the graph of a warehouse. */
  public GraphVerify(GraphAccess access, String warehouse, Patience patience) {
    this.access = access;
    this.warehouse = warehouse;
    this.patience = patience;
  }

  /**
   * Compares.
   *
   * @param revision as of which revision, one that was loaded
   * @param edges all relationships that the tables say as of it, {@code NAMES} too
   * @param nodes all nodes that these relationships lead from or to; as nodes have no revisions,
   *     others that the database has are no difference
   */
  public Result run(
      JavaSparkContext spark, long revision, JavaRDD<Edge> edges, JavaRDD<Node> nodes) {
    try (Drivers.Lease lease = Drivers.lease(access)) {
      patience.run(
          "verify the graph", access, () -> GraphState.require(lease.driver(), access, warehouse));
    }
    Result relationships =
        compare(
            edges
                .mapToPair(edge -> new Tuple2<>(edge.kind() + " " + edge.id(), edge.id()))
                .distinct(),
            storedEdges(spark, revision),
            true);
    Result things =
        compare(
            nodes
                .mapToPair(node -> new Tuple2<>(node.kind() + " " + node.id(), content(node)))
                .distinct(),
            storedNodes(spark),
            false);
    List<String> examples = new ArrayList<>(relationships.examples());
    examples.addAll(things.examples());
    return new Result(
        relationships.compared() + things.compared(),
        relationships.missing() + things.missing(),
        relationships.surplus() + things.surplus(),
        relationships.different() + things.different(),
        examples);
  }

  /**
   * wanted and stored, by kind and id → what differs.
   *
   * @param complete whether what is stored and not wanted is a difference
   */
  private static Result compare(
      JavaPairRDD<String, String> wanted, JavaPairRDD<String, String> stored, boolean complete) {
    JavaPairRDD<String, Difference> rows =
        wanted
            .cogroup(stored)
            .mapValues(both -> Difference.of(both._1(), both._2(), complete))
            .cache();
    Map<Difference, Long> counts = rows.values().countByValue();
    List<String> examples =
        rows.filter(row -> row._2().isOne())
            .map(row -> row._2().name().toLowerCase(Locale.ROOT) + ": " + row._1())
            .takeOrdered(SHOWN);
    rows.unpersist();
    return new Result(
        wanted.count(),
        counts.getOrDefault(Difference.MISSING, 0L),
        counts.getOrDefault(Difference.SURPLUS, 0L),
        counts.getOrDefault(Difference.DIFFERENT, 0L),
        examples);
  }

  /** What one id shows. */
  private enum Difference {
    NONE,
    MISSING,
    SURPLUS,
    DIFFERENT;

    boolean isOne() {
      return this != NONE;
    }

    static Difference of(Iterable<String> wanted, Iterable<String> stored, boolean complete) {
      Iterator<String> found = stored.iterator();
      if (!wanted.iterator().hasNext()) {
        return complete ? SURPLUS : NONE;
      }
      if (!found.hasNext()) {
        return MISSING;
      }
      if (!found.next().equals(wanted.iterator().next())) {
        return DIFFERENT;
      }
      return found.hasNext() ? SURPLUS : NONE;
    }
  }

  private static String content(Node node) {
    return node.properties().toString();
  }

  /** kind and id → the id that the content has. */
  private JavaPairRDD<String, String> storedEdges(JavaSparkContext spark, long revision) {
    GraphScan scan = new GraphScan(access, patience);
    List<EdgeKind> kinds = Arrays.asList(EdgeKind.values());
    return spark
        .parallelize(kinds, kinds.size())
        .mapPartitionsToPair(kind -> scan.edges(kind.next(), revision));
  }

  /** kind and id → content. */
  private JavaPairRDD<String, String> storedNodes(JavaSparkContext spark) {
    GraphScan scan = new GraphScan(access, patience);
    List<NodeKind> kinds = Arrays.asList(NodeKind.values());
    return spark
        .parallelize(kinds, kinds.size())
        .mapPartitionsToPair(kind -> scan.nodes(kind.next()));
  }
}
