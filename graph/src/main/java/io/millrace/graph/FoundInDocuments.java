package io.millrace.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.element.DocumentEdges;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.Passage;
import io.millrace.graph.resolve.DocumentNames;
import io.millrace.graph.resolve.NormalName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * What was found in the live documents as of a revision. Shuffle: text hashes with what was found
 * in the texts, then by document. Memory: the passages of one document.
 */
final class FoundInDocuments {
  private static final String AUTHOR = "author";

  private final Warehouse warehouse;
  private final SparkSession spark;
  private final long revision;
  private final List<String> extractors;

  /**
   * The findings of some extractors.
   *
   * @param extractors their fingerprints
   */
  FoundInDocuments(
      Warehouse warehouse, SparkSession spark, long revision, List<String> extractors) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.revision = revision;
    this.extractors = extractors;
  }

  /** live documents → the names in each, and what it says of them. */
  JavaRDD<DocumentNames> names() {
    Dataset<Row> texts =
        live()
            .select(
                col("doc_id"),
                col("groups"),
                col("metadata").getItem(AUTHOR).as("author"),
                explode(col("chunks.text_hash")).as("text_hash"))
            .distinct();
    return texts
        .join(found(), "text_hash")
        .select("doc_id", "groups", "author", "mentions", "facts")
        .javaRDD()
        .mapPartitionsToPair(FoundInDocuments::names)
        .reduceByKey(DocumentNames::plus)
        .values();
  }

  /**
   * documents → the relationships of each.
   *
   * @param documents ids of live documents, any others are passed over
   * @param entities form → id of the entity, where it is not the name's own
   */
  JavaRDD<Edge> edges(Dataset<Row> documents, Broadcast<Map<String, String>> entities) {
    Dataset<Row> passages =
        live()
            .join(documents, "doc_id")
            .select(
                col("doc_id"),
                col("groups"),
                col("metadata").getItem(AUTHOR).as("author"),
                explode(col("chunks")).as("chunk"))
            .select(
                "doc_id",
                "groups",
                "author",
                "chunk.chunk_id",
                "chunk.text",
                "chunk.span_start",
                "chunk.text_hash");
    return passages
        .join(found(), "text_hash")
        .select(
            "doc_id",
            "groups",
            "author",
            "chunk_id",
            "text",
            "span_start",
            "text_hash",
            "extractor",
            "mentions",
            "facts")
        .javaRDD()
        .mapToPair(row -> new Tuple2<>(row.getString(0), row))
        .groupByKey()
        .flatMap(each -> edges(each._1(), each._2(), entities.value()));
  }

  private Dataset<Row> live() {
    return new DocumentStates(warehouse, spark)
        .state(revision)
        .where(col("outcome").equalTo(Outcome.LIVE.name()));
  }

  private Dataset<Row> found() {
    return warehouse
        .read(spark, Tables.EXTRACTIONS)
        .where(col("extractor").isin(extractors.toArray()))
        .dropDuplicates("text_hash", "extractor");
  }

  private static Iterator<Tuple2<String, DocumentNames>> names(Iterator<Row> rows) {
    List<Tuple2<String, DocumentNames>> names = new ArrayList<>();
    rows.forEachRemaining(row -> names.add(new Tuple2<>(row.getString(0), names(row))));
    return names.iterator();
  }

  private static DocumentNames names(Row row) {
    Extraction extraction = extraction("", "", row, 3);
    List<String> all = new ArrayList<>();
    Set<String> forms = new HashSet<>();
    for (Mention mention : extraction.mentions()) {
      String form = NormalName.form(mention.type(), mention.text(), mention.value());
      all.add(form);
      if (!NormalName.isMeasure(mention.type())) {
        forms.add(form);
      }
    }
    Authors.of(row.getString(2)).forEach(author -> forms.add(author.form()));
    Set<DocumentNames.Alias> aliases = new HashSet<>();
    for (Fact fact : extraction.facts()) {
      if (fact.type().equals(DocumentNames.ALSO_KNOWN_AS)) {
        List<Fact.Argument> two = fact.arguments();
        aliases.add(
            new DocumentNames.Alias(all.get(two.get(0).mention()), all.get(two.get(1).mention())));
      }
    }
    return new DocumentNames(row.getString(0), new HashSet<>(row.getList(1)), forms, aliases);
  }

  private static Iterator<Edge> edges(
      String document, Iterable<Row> rows, Map<String, String> entities) {
    Row first = rows.iterator().next();
    Collection<String> groups = first.getList(1);
    DocumentEdges edges =
        new DocumentEdges(document, groups, form -> Entities.idOf(form, entities));
    for (Row row : rows) {
      edges.add(
          new Passage(
              row.getString(3),
              row.getString(4),
              row.getInt(5),
              List.of(extraction(row.getString(6), row.getString(7), row, 8))));
    }
    Authors.of(first.getString(2)).forEach(author -> edges.addAuthor(author.form(), author.name()));
    return edges.edges().iterator();
  }

  private static Extraction extraction(String textHash, String extractor, Row row, int mentions) {
    return Tables.EXTRACTIONS.fromRow(
        RowFactory.create(textHash, extractor, row.get(mentions), row.get(mentions + 1)));
  }
}
