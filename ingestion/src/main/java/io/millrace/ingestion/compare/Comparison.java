package io.millrace.ingestion.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.millrace.core.release.DenyList;
import io.millrace.core.table.Outcome;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.source.ListedFile;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
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
  private final long narrowed;

  private Comparison(Dataset<Row> rows, Map<Change, Long> counts, long narrowed) {
    this.rows = rows;
    this.counts = counts;
    this.narrowed = narrowed;
  }

  /**
   * Compares.
   *
   * @param files the listing, without forgotten documents
   * @param state the newest rows of {@code documents}
   * @param source the source's name
   * @param fingerprints of what this run does to a file
   * @param forgotten ids of documents that must not be in the base
   */
  public static Comparison of(
      SparkSession spark,
      List<ListedFile> files,
      Dataset<Row> state,
      String source,
      Fingerprints fingerprints,
      Collection<String> forgotten) {
    Dataset<Row> known = known(state).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> rows =
        decided(
                ContentHashes.of(spark, files, fingerprints),
                known,
                source,
                fingerprints.groups(),
                forgotten)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<Change, Long> counts = new EnumMap<>(Change.class);
      long narrowed = 0;
      for (Row row :
          rows.groupBy("change")
              .agg(functions.count(lit(1)), functions.count(col("narrowed")))
              .collectAsList()) {
        counts.put(Change.valueOf(row.getString(0)), row.getLong(1));
        narrowed += row.getLong(2);
      }
      return new Comparison(rows, counts, narrowed);
    } catch (RuntimeException e) {
      rows.unpersist();
      throw e;
    } finally {
      known.unpersist();
    }
  }

  /** state → its columns as {@code old_…}, all null for a tombstone but {@code old_end}. */
  private static Dataset<Row> known(Dataset<Row> state) {
    Column isThere = col("outcome").notEqual(Outcome.TOMBSTONE.name());
    return state.select(
        col("doc_id"),
        when(isThere, col("uri")).as("old_uri"),
        when(isThere, col("source")).as("old_source"),
        when(isThere, col("outcome")).as("old_outcome"),
        when(isThere, col("content_hash")).as("old_content_hash"),
        when(isThere, col("parse_fingerprint")).as("old_parse"),
        when(isThere, col("fingerprint")).as("old_fingerprint"),
        when(isThere, col("revision")).as("old_revision"),
        when(isThere, col("groups")).as("old_groups"),
        when(isThere, col("first_ingested_at")).as("old_first"),
        isThere.unary_$bang().as("old_end"));
  }

  /**
   * Listing and state side by side: one row a document, with {@code change}, {@code work}, and
   * {@code narrowed}, the groups that a document is left to which loses one, else null.
   */
  private static Dataset<Row> decided(
      Dataset<Row> listed,
      Dataset<Row> known,
      String source,
      List<String> groups,
      Collection<String> forgotten) {
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
            known.col("old_revision"),
            known.col("old_groups"),
            known.col("old_first"),
            known.col("old_end"))
        .where(isListed.or(col("old_source").equalTo(source)))
        .withColumn(
            "change",
            when(
                    isListed.and(isKnown).and(col("old_source").notEqual(source)),
                    name(Change.FOREIGN))
                .when(isListed.and(isKnown.unary_$bang()), name(Change.NEW))
                .when(col("doc_id").isin(forgotten.toArray()), name(Change.FORGOTTEN))
                .when(isListed.unary_$bang(), name(Change.GONE))
                .when(col("fingerprint").equalTo(col("old_fingerprint")), name(Change.UNCHANGED))
                .otherwise(name(Change.CHANGED)))
        .withColumn(
            "narrowed",
            narrowed(array(groups.stream().map(group -> lit(group)).toArray(Column[]::new))))
        .join(
            donors,
            col("parse_fingerprint")
                .equalTo(col("donor_parse"))
                .and(col("content_hash").notEqual("")),
            "left_outer")
        .withColumn(
            "work",
            when(col("change").equalTo(name(Change.UNCHANGED)), name(Work.NONE))
                .when(
                    col("change").isin(Change.GONE.name(), Change.FORGOTTEN.name()),
                    name(Work.BURY))
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

  /**
   * While a run is on its way a document that changes is left to the groups that it has before and
   * after: whichever way the run ends, no one sees it who must not. What comes back from a
   * tombstone had groups that are not known any more.
   */
  private static Column narrowed(Column groups) {
    Column old = col("old_groups");
    return when(
            col("change").equalTo(name(Change.CHANGED)).and(size(array_except(old, groups)).gt(0)),
            array_intersect(old, groups))
        .when(col("change").equalTo(name(Change.NEW)).and(col("old_end")), groups);
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
    return count(Change.NEW) + count(Change.CHANGED) + count(Change.GONE) + count(Change.FORGOTTEN)
        == 0;
  }

  /**
   * The documents that lose a group or come back from a tombstone, with who may see them while the
   * run is on its way, as entries as of {@code revision}.
   */
  public List<DenyList.Narrowed> narrowed(long revision) {
    if (narrowed == 0) {
      return List.of();
    }
    return rows
        .where(col("narrowed").isNotNull())
        .select("doc_id", "narrowed")
        .collectAsList()
        .stream()
        .map(row -> new DenyList.Narrowed(row.getString(0), row.getList(1), revision))
        .toList();
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
