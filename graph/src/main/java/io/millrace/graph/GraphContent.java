package io.millrace.graph;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.table.Entity;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.Node;
import io.millrace.graph.load.GraphChange;
import io.millrace.graph.resolve.DocumentNames;
import io.millrace.graph.resolve.NormalName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** What the tables say that the graph has to say as of a revision. */
final class GraphContent {
  private final Warehouse warehouse;
  private final SparkSession spark;
  private final long revision;
  private final FoundInDocuments found;

  /** Of which documents and entities the graph is told: all, or those that changed. */
  record Told(Dataset<Row> documents, JavaRDD<Entity> entities) {
    /** Keeps them at hand: each is looked at several times. */
    void persist() {
      documents.persist(StorageLevel.MEMORY_AND_DISK());
      entities.persist(StorageLevel.MEMORY_AND_DISK());
    }

    void unpersist() {
      documents.unpersist();
      entities.unpersist();
    }
  }

  /**
   * The content as of a revision.
   *
   * @param extractors fingerprints of the extractors whose findings make the graph
   */
  GraphContent(Warehouse warehouse, SparkSession spark, long revision, List<String> extractors) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.revision = revision;
    this.found = new FoundInDocuments(warehouse, spark, revision, extractors);
  }

  /** live documents → the names in each. */
  JavaRDD<DocumentNames> names() {
    return found.names();
  }

  /** All documents there ever were, and all entities. */
  Told all() {
    return new Told(
        new DocumentStates(warehouse, spark).state(revision).select("doc_id"),
        new Entities(warehouse, spark).state(revision));
  }

  /**
   * What changed.
   *
   * @param names the names in live documents
   * @param after since this revision of documents
   * @param version since this resolution of names
   */
  Told changed(JavaRDD<DocumentNames> names, long after, long version) {
    JavaRDD<Entity> changed = new Entities(warehouse, spark).changedAfter(version, revision);
    return new Told(
        new DocumentStates(warehouse, spark)
            .changes(after, revision)
            .select("doc_id")
            .union(mentioning(names, changed))
            .distinct(),
        changed);
  }

  /** documents → those that mention a name of an entity. */
  private Dataset<Row> mentioning(JavaRDD<DocumentNames> documents, JavaRDD<Entity> entities) {
    JavaPairRDD<String, String> forms =
        entities
            .flatMap(row -> row.names().stream().map(Entity.Name::form).iterator())
            .distinct()
            .mapToPair(form -> new Tuple2<>(form, form));
    JavaRDD<String> mentioning =
        documents
            .flatMapToPair(
                document ->
                    document.forms().stream()
                        .map(form -> new Tuple2<>(form, document.document()))
                        .iterator())
            .join(forms)
            .map(each -> each._2()._1())
            .distinct();
    return spark.createDataset(mentioning.rdd(), Encoders.STRING()).toDF("doc_id");
  }

  /** The relationships of the documents that are told about. */
  JavaRDD<Edge> edges(Told told) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Map<String, String>> joined =
        context.broadcast(new Entities(warehouse, spark).joined(revision));
    return found.edges(told.documents(), joined);
  }

  /** All that the graph is told. */
  GraphChange change(Told told, JavaRDD<Edge> edges) {
    JavaRDD<String> documents = told.documents().javaRDD().map(row -> row.getString(0));
    JavaRDD<Edge> names = told.entities().flatMap(row -> named(row).iterator());
    JavaRDD<Node> nodes =
        documents(told.documents())
            .union(edges.flatMap(edge -> ends(edge).iterator()))
            .union(names.flatMap(edge -> ends(edge).iterator()))
            .union(
                told.entities()
                    .filter(row -> row.redirect() != null)
                    .map(row -> Node.entity(row.entityId(), row.type())));
    return new GraphChange(
        revision, documents, edges, told.entities().map(Entity::entityId), names, nodes);
  }

  private JavaRDD<Node> documents(Dataset<Row> told) {
    return new DocumentStates(warehouse, spark)
        .live(revision)
        .join(told, "doc_id")
        .select("doc_id", "uri", "title")
        .javaRDD()
        .map(
            row ->
                Node.document(
                    row.getString(0),
                    row.getString(1),
                    row.isNullAt(2) ? lastOf(row.getString(1)) : row.getString(2)));
  }

  private static String lastOf(String uri) {
    return URLDecoder.decode(
        uri.substring(uri.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** an entity → its names, or where it is now. */
  private static List<Edge> named(Entity row) {
    if (row.redirect() != null) {
      return List.of(Edge.of(EdgeKind.REDIRECTS, row.entityId(), row.redirect(), "", Map.of()));
    }
    return row.names().stream()
        .map(name -> Edge.of(EdgeKind.NAMES, name.form(), row.entityId(), "", why(name)))
        .toList();
  }

  private static Map<String, Object> why(Entity.Name name) {
    return name.with() == null || name.why() == null
        ? Map.of()
        : Map.of("with", name.with(), "why", name.why(), "score", name.score());
  }

  /** a relationship → the nodes at its ends that it tells about. */
  private static List<Node> ends(Edge edge) {
    return switch (edge.kind()) {
      case MENTIONS ->
          List.of(
              Node.entity(
                  edge.to(), NormalName.type(String.valueOf(edge.properties().get("form")))));
      case NAMES ->
          List.of(
              Node.name(edge.from(), NormalName.type(edge.from()), NormalName.name(edge.from())),
              Node.entity(edge.to(), NormalName.type(edge.from())));
      default -> List.of();
    };
  }
}
