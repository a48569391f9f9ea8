package io.millrace.ingestion.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.millrace.core.table.Outcome;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.source.ListedFile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * A source's listing beside the newest state: what is new, changed, unchanged and gone, and what
 * must be done about it. Shuffles key and hashes only, some 300 bytes a document; the result is
 * kept, spilling to disk, until it is closed.
 *
 * <p>A file belongs to one source. One that another source already holds is {@link Change#FOREIGN},
 * and the run must stop: whose groups apply must not depend on which run came last.
 *
 * <p>Text that is already there under the same parse fingerprint, in an older version, at another
 * place or in another source, is carried over and not parsed again.
 */
public final class Comparison implements AutoCloseable {
  private static final int NAMED = 5;

  private final Dataset<Row> rows;
  private final Map<Change, Long> counts;

  private Comparison(Dataset<Row> rows, Map<Change, Long> counts) {
    this.rows = rows;
    this.counts = counts;
  }

  /**
   * Compares.
   *
   * @param files the listing
   * @param state the newest rows of {@code documents}
   * @param source the source's name
   * @param fingerprints of what this run does to a file
   */
  public static Comparison of(
      SparkSession spark,
      List<ListedFile> files,
      Dataset<Row> state,
      String source,
      Fingerprints fingerprints) {
    Dataset<Row> known =
        state
            .where(col("outcome").notEqual(Outcome.TOMBSTONE.name()))
            .select(
                col("doc_id"),
                col("uri").as("old_uri"),
                col("source").as("old_source"),
                col("outcome").as("old_outcome"),
                col("content_hash").as("old_content_hash"),
                col("parse_fingerprint").as("old_parse"),
                col("fingerprint").as("old_fingerprint"),
                col("revision").as("old_revision"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> rows =
        decided(ContentHashes.of(spark, files, fingerprints), known, source)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<Change, Long> counts = new EnumMap<>(Change.class);
      for (Row row : rows.groupBy("change").count().collectAsList()) {
        counts.put(Change.valueOf(row.getString(0)), row.getLong(1));
      }
      return new Comparison(rows, counts);
    } catch (RuntimeException e) {
      rows.unpersist();
      throw e;
    } finally {
      known.unpersist();
    }
  }

  /** Listing and state side by side: one row a document, with {@code change} and {@code work}. */
  static Dataset<Row> decided(Dataset<Row> listed, Dataset<Row> known, String source) {
    Column isListed = col("uri").isNotNull();
    Column isKnown = col("old_uri").isNotNull();
    Dataset<Row> donors =
        known
            .where(col("old_content_hash").notEqual(""))
            .groupBy(col("old_parse").as("donor_parse"))
            .agg(min(struct(col("doc_id"), col("old_revision"))).as("donor"));
    return listed
        .join(known, listed.col("doc_id").equalTo(known.col("doc_id")), "full_outer")
        .select(
            coalesce(listed.col("doc_id"), known.col("doc_id")).as("doc_id"),
            listed.col("uri"),
            listed.col("bytes"),
            listed.col("content_hash"),
            listed.col("parse_fingerprint"),
            listed.col("fingerprint"),
            known.col("old_uri"),
            known.col("old_source"),
            known.col("old_outcome"),
            known.col("old_content_hash"),
            known.col("old_parse"),
            known.col("old_fingerprint"),
            known.col("old_revision"))
        .where(isListed.or(col("old_source").equalTo(source)))
        .withColumn(
            "change",
            when(
                    isListed.and(isKnown).and(col("old_source").notEqual(source)),
                    name(Change.FOREIGN))
                .when(isListed.and(isKnown.unary_$bang()), name(Change.NEW))
                .when(isListed.unary_$bang(), name(Change.GONE))
                .when(col("fingerprint").equalTo(col("old_fingerprint")), name(Change.UNCHANGED))
                .otherwise(name(Change.CHANGED)))
        .join(
            donors,
            col("parse_fingerprint")
                .equalTo(col("donor_parse"))
                .and(col("content_hash").notEqual("")),
            "left_outer")
        .withColumn(
            "work",
            when(col("change").equalTo(name(Change.UNCHANGED)), name(Work.NONE))
                .when(col("change").equalTo(name(Change.GONE)), name(Work.BURY))
                .when(col("parse_fingerprint").equalTo(col("old_parse")), name(Work.CARRY))
                .when(col("donor").isNotNull(), name(Work.CARRY))
                .otherwise(name(Work.PARSE)))
        .withColumn(
            "from_doc_id",
            when(col("parse_fingerprint").equalTo(col("old_parse")), col("doc_id"))
                .otherwise(col("donor.doc_id")))
        .withColumn(
            "from_revision",
            when(col("parse_fingerprint").equalTo(col("old_parse")), col("old_revision"))
                .otherwise(col("donor.old_revision")))
        .drop("donor", "donor_parse");
  }

  private static Column name(Enum<?> value) {
    return lit(value.name());
  }

  /** Names some of the files that were ingested as another source than {@code source}. */
  public String foreignMessage(String source) {
    long foreign = count(Change.FOREIGN);
    List<String> named =
        rows
            .where(col("change").equalTo(Change.FOREIGN.name()))
            .select("uri", "old_source")
            .orderBy("uri")
            .takeAsList(NAMED)
            .stream()
            .map(row -> display(row.getString(0)) + " of source " + row.getString(1))
            .toList();
    return "Cannot ingest into the source "
        + source
        + ": "
        + foreign
        + " of its files were ingested as another source: "
        + String.join(", ", named)
        + (foreign > NAMED ? ", …" : "")
        + "; go on under that name, or name folders that the other source does not hold";
  }

  private static String display(String uri) {
    return uri.startsWith("file:") ? CanonicalUri.displayPath(uri) : uri;
  }

  /** How many documents changed in this way. */
  public long count(Change change) {
    return counts.getOrDefault(change, 0L);
  }

  /** Whether there is anything to write. */
  public boolean isEmpty() {
    return count(Change.NEW) + count(Change.CHANGED) + count(Change.GONE) == 0;
  }

  /** How many documents vanished and did not turn up under another URI in this listing. */
  public long vanished() {
    Dataset<Row> appeared =
        rows.where(col("change").isin(Change.NEW.name(), Change.CHANGED.name()))
            .select(col("content_hash").as("appeared_hash"))
            .distinct();
    return rows.where(col("change").equalTo(Change.GONE.name()))
        .join(appeared, col("old_content_hash").equalTo(col("appeared_hash")), "left_anti")
        .count();
  }

  /** The documents that need this work, with the columns of {@link #decided}. */
  public Dataset<Row> work(Work work) {
    return rows.where(col("work").equalTo(work.name()));
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
