package io.millrace.cluster.maintain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import io.millrace.core.maintenance.Compaction.Place;
import io.millrace.core.maintenance.Compaction.Subject;
import io.millrace.core.revision.KeptRevisions;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Document;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.table.Vector;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.embedding.EmbedJob;
import io.millrace.graph.ExtractJob;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What may go from each table, and which of its files may be put together. */
final class Subjects {
  private final Warehouse warehouse;
  private final KeptRevisions kept;

  Subjects(Warehouse warehouse, KeptRevisions kept) {
    this.warehouse = warehouse;
    this.kept = kept;
  }

  /**
   * Rows that are no document's state as of any kept revision go. Files of the last revisions are
   * put together within a revision only, so that a file still holds rows of one and incremental
   * reads open no other; older files, which such reads pass over by their statistics all the same,
   * are put together in the order of their revisions.
   */
  Subject<Document> documents() {
    return new Subject<>(
        Tables.DOCUMENTS,
        "maintain:documents",
        List.of("revision"),
        this::byRevision,
        spark -> positions(kept.superseded(keys(spark))),
        (history, gone) ->
            gone == 0 ? Revisions.carried(history) : Revisions.carried(history, kept));
  }

  private Optional<Place> byRevision(DataFile file) {
    Types.NestedField field = Tables.DOCUMENTS.schema().findField("revision");
    long first = bound(field, file.lowerBounds());
    long last = bound(field, file.upperBounds());
    if (last < kept.from()) {
      return Optional.of(new Place("old", first));
    }
    String band =
        first == last
            ? String.format(Locale.ROOT, "revision %020d", first)
            : "alone " + file.location();
    return Optional.of(new Place(band, first));
  }

  private static long bound(Types.NestedField field, Map<Integer, ByteBuffer> bounds) {
    Long bound = Conversions.fromByteBuffer(field.type(), bounds.get(field.fieldId()));
    return bound;
  }

  private Dataset<Row> keys(SparkSession spark) {
    return warehouse.read(spark, Tables.DOCUMENTS).select("doc_id", "revision", "_file", "_pos");
  }

  /**
   * The vectors of one encoder whose text is no passage of a kept row go. Its embedding job's lease
   * keeps that job from counting on a vector that is about to go.
   */
  Subject<Vector> vectors(String encoder) {
    return derived(Tables.VECTORS, "encoder", encoder, EmbedJob.lease(encoder));
  }

  /** The same for what an extractor found. */
  Subject<Extraction> extractions(String extractor) {
    return derived(Tables.EXTRACTIONS, "extractor", extractor, ExtractJob.lease(extractor));
  }

  private <T> Subject<T> derived(TableCodec<T> codec, String column, String maker, String lease) {
    return new Subject<>(
        codec,
        lease,
        List.of(column),
        file -> ofMaker(file, codec, column, maker),
        spark -> unreferenced(spark, codec, column, maker),
        (history, gone) -> Map.of());
  }

  /** The makers of a table's rows: encoders, extractors. */
  List<String> makers(SparkSession spark, TableCodec<?> codec, String column) {
    return warehouse
        .read(spark, codec)
        .select(column)
        .distinct()
        .orderBy(column)
        .collectAsList()
        .stream()
        .map((Row row) -> row.getString(0))
        .toList();
  }

  /** Statistics hold the first characters of a text; a file has rows of one maker. */
  private static Optional<Place> ofMaker(
      DataFile file, TableCodec<?> codec, String column, String maker) {
    Types.NestedField field = codec.schema().findField(column);
    CharSequence begin =
        Conversions.fromByteBuffer(field.type(), file.lowerBounds().get(field.fieldId()));
    return maker.startsWith(begin.toString())
        ? Optional.of(new Place(maker, sequence(file)))
        : Optional.empty();
  }

  private Dataset<Row> unreferenced(
      SparkSession spark, TableCodec<?> codec, String column, String maker) {
    Dataset<Row> documents = warehouse.read(spark, Tables.DOCUMENTS);
    Dataset<Row> gone =
        kept.superseded(documents.select("doc_id", "revision"))
            .select(col("doc_id").as("gone_doc_id"), col("revision").as("gone_revision"));
    Dataset<Row> needed =
        documents
            .select(col("doc_id"), col("revision"), col("chunks.text_hash").as("hashes"))
            .join(
                gone,
                col("doc_id")
                    .equalTo(col("gone_doc_id"))
                    .and(col("revision").equalTo(col("gone_revision"))),
                "left_anti")
            .select(explode(col("hashes")).as("needed_hash"))
            .distinct();
    return positions(
        warehouse
            .read(spark, codec)
            .where(col(column).equalTo(maker))
            .select("text_hash", "_file", "_pos")
            .join(needed, col("text_hash").equalTo(col("needed_hash")), "left_anti"));
  }

  /** A table of which no row ever goes. */
  <T> Subject<T> whole(TableCodec<T> codec) {
    return new Subject<>(
        codec,
        "maintain:" + codec.table(),
        List.of(),
        file -> Optional.of(new Place(codec.table(), sequence(file))),
        spark -> positions(nothing(spark, codec)),
        (history, gone) -> Map.of());
  }

  private Dataset<Row> nothing(SparkSession spark, TableCodec<?> codec) {
    return warehouse.read(spark, codec).select("_file", "_pos").limit(0);
  }

  private static Dataset<Row> positions(Dataset<Row> rows) {
    return rows.select("_file", "_pos");
  }

  private static long sequence(DataFile file) {
    Long sequence = file.fileSequenceNumber();
    return sequence == null ? 0 : sequence;
  }
}
