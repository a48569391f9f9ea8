package io.millrace.ingestion;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.millrace.core.table.Outcome;
import io.millrace.ingestion.compare.SourceDigest;
import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the documents of one source stand in a state of {@code documents}. Shuffles content hashes
 * and URIs, some 200 bytes a document.
 *
 * @param live live documents
 * @param duplicates those of them whose content an earlier live document of any source has, earlier
 *     by revision, then by URI
 * @param rejected rejected documents
 * @param bytes size of the files of both
 * @param digest of all of them with their fingerprints ({@link SourceDigest})
 */
record SourceStanding(long live, long duplicates, long rejected, long bytes, String digest) {

  /** The source's standing in a state: the newest row of every document. */
  static SourceStanding in(Dataset<Row> state, String source) {
    return count(columns(state), source);
  }

  /** The source's standing once {@code written}, rows of a later revision, are in the state. */
  static SourceStanding after(Dataset<Row> state, Dataset<Row> written, String source) {
    Dataset<Row> untouched = state.join(written.select("doc_id"), "doc_id", "left_anti");
    return count(columns(untouched).union(columns(written)), source);
  }

  private static Dataset<Row> columns(Dataset<Row> documents) {
    return documents.select(
        "doc_id", "uri", "source", "outcome", "content_hash", "fingerprint", "bytes", "revision");
  }

  private static SourceStanding count(Dataset<Row> state, String source) {
    Column isLive = col("outcome").equalTo(Outcome.LIVE.name());
    Column isOurs = col("source").equalTo(source);
    Column rejected = col("outcome").equalTo(Outcome.REJECTED.name()).and(isOurs);
    Column isKnown = col("outcome").notEqual(Outcome.TOMBSTONE.name()).and(isOurs);
    Row row =
        state
            .groupBy("content_hash")
            .agg(
                sum(when(isLive.and(isOurs), 1L).otherwise(0L)).as("live"),
                sum(when(rejected, 1L).otherwise(0L)).as("rejected"),
                sum(when(isKnown, col("bytes")).otherwise(0L)).as("bytes"),
                sum(when(isKnown, SourceDigest.first()).otherwise(0L)).as("digest_first"),
                sum(when(isKnown, SourceDigest.second()).otherwise(0L)).as("digest_second"),
                min(when(isLive, struct(col("revision"), col("uri"), col("source")))).as("first"))
            .withColumn(
                "firsts",
                when(col("first.source").equalTo(source).and(col("live").gt(0)), lit(1L))
                    .otherwise(lit(0L)))
            .agg(
                sum("live"),
                sum("rejected"),
                sum("firsts"),
                sum("bytes"),
                sum("digest_first"),
                sum("digest_second"))
            .head();
    if (row.isNullAt(0)) {
      return new SourceStanding(0, 0, 0, 0, SourceDigest.of(BigDecimal.ZERO, BigDecimal.ZERO));
    }
    long live = row.getLong(0);
    return new SourceStanding(
        live,
        live - row.getLong(2),
        row.getLong(1),
        row.getLong(3),
        SourceDigest.of(row.getDecimal(4), row.getDecimal(5)));
  }
}
