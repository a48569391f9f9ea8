package io.millrace.core.revision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.max;

import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The documents as of a revision, and what changed between two, as Spark datasets with the columns
 * of {@code documents}.
 *
 * <p>Shuffle: key (document id) and revision only, some 50 bytes a document; then the rows
 * themselves are joined with these pairs, broadcast while they are few. A file holds rows of one
 * revision, or after maintenance of a range of older ones, so by its column statistics a file
 * outside the wanted revisions is not opened: the cost of {@link #changes} follows the change.
 *
 * <p>Exact as of every revision that maintenance keeps ({@link KeptRevisions}), the newest always.
 */
public final class DocumentStates {
  private final Warehouse warehouse;
  private final SparkSession spark;

  /** The documents of {@code warehouse}, read by {@code spark}. */
  public DocumentStates(Warehouse warehouse, SparkSession spark) {
    this.warehouse = warehouse;
    this.spark = spark;
  }

  /** The newest row of every document up to revision {@code asOf}, tombstones included. */
  public Dataset<Row> state(long asOf) {
    return changes(0, asOf);
  }

  /**
   * The newest row of every document that has one with {@code after < revision <= asOf}, tombstones
   * included.
   */
  public Dataset<Row> changes(long after, long asOf) {
    Column wanted = col("revision").gt(after).and(col("revision").leq(asOf));
    Dataset<Row> rows = warehouse.read(spark, Tables.DOCUMENTS).where(wanted);
    Dataset<Row> newest =
        warehouse
            .read(spark, Tables.DOCUMENTS)
            .where(wanted)
            .groupBy(col("doc_id").as("newest_doc_id"))
            .agg(max("revision").as("newest_revision"));
    return rows.join(
        newest,
        col("doc_id")
            .equalTo(col("newest_doc_id"))
            .and(col("revision").equalTo(col("newest_revision"))),
        "left_semi");
  }

  /** The live documents as of a revision. */
  public Dataset<Row> live(long asOf) {
    return state(asOf).where(col("outcome").equalTo(Outcome.LIVE.name()));
  }

  /** The chunks of the live documents as of a revision: {@code doc_id}, {@code uri}, the chunk. */
  public Dataset<Row> chunks(long asOf) {
    return live(asOf)
        .select(col("doc_id"), col("uri"), col("revision"), explode(col("chunks")).as("chunk"))
        .select("doc_id", "uri", "revision", "chunk.*");
  }

  /** The rejected documents as of a revision. */
  public Dataset<Row> rejects(long asOf) {
    return state(asOf)
        .where(col("outcome").equalTo(Outcome.REJECTED.name()))
        .select("uri", "source", "reject_code", "reject_message", "revision");
  }
}
