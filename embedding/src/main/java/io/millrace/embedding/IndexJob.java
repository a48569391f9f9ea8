package io.millrace.embedding;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import io.millrace.embedding.index.Analysis;
import io.millrace.embedding.index.Counts;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.index.VectorLookup;
import io.millrace.embedding.index.VectorStorage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Builds the index generation of the newest revision.
 *
 * <p><b>Reads</b> the documents that changed since the newest generation with the same settings and
 * format (all of them where there is none), and the vectors of their passages. <b>Writes</b> a
 * generation under {@code index/}. <b>Key</b> document id. <b>Shuffle</b>: the vectors of the
 * changed passages, grouped by document, and the changed documents. <b>Memory</b>: one task writes
 * the generation, holding one document with its vectors and the index buffer; the driver holds the
 * counts.
 *
 * <p>One writer, by lease. A killed run leaves a folder without a manifest, which the next run
 * removes. The manifest, which makes a generation visible, is moved into its place by the driver
 * after a last look at the lease; should the lease be lost at that very moment, the follower has
 * moved the folder away, and the late manifest finds no place.
 */
public final class IndexJob {
  /** The lease of whoever adds or removes generations. */
  public static final String LEASE = "index";

  /**
   * What to do.
   *
   * @param encoders whose vectors the generation holds
   * @param shards Lucene directories
   * @param bufferMegabytes memory for what is not yet flushed
   * @param runId the run's id
   * @param leaseWait what to do while another run builds
   */
  public record Config(
      ChosenEncoders encoders,
      int shards,
      int bufferMegabytes,
      String runId,
      LeaseWait leaseWait) {}

  /**
   * What was done.
   *
   * @param revision the revision that the generation is as of
   * @param generation its id
   * @param documents how many documents it holds
   * @param chunks how many passages it holds
   * @param added passages that it has and its parent has not
   * @param removed passages that only its parent has
   */
  public record Result(
      long revision, String generation, long documents, long chunks, long added, long removed) {}

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final Config config;
  private final Consumer<String> messages;

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   * @param messages hears what the job waits for
   */
  public IndexJob(
      Warehouse warehouse, Supplier<SparkSession> spark, Config config, Consumer<String> messages) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.messages = messages;
  }

  /**
   * Builds the generation, unless there is one of this revision, format and these settings already.
   *
   * @throws io.millrace.embedding.index.MissingVectorException if a passage has no vector yet
   */
  public Result run() throws IOException {
    try (Lease lease =
        warehouse.leases().acquire(LEASE, config.runId(), config.leaseWait(), messages)) {
      Generations generations = new Generations(warehouse.index());
      generations.awaitWriter(config.leaseWait(), messages);
      generations.removeUnfinished();
      long revision = new Revisions(warehouse).last();
      IndexSettings settings = settings();
      Optional<Manifest> parent = parent(settings, revision);
      if (parent.isPresent() && parent.get().revision() == revision) {
        Manifest same = parent.get();
        return new Result(revision, same.generation(), same.documents(), same.chunks(), 0, 0);
      }
      Dataset<Row> changed =
          new DocumentStates(warehouse, spark.get())
              .changes(parent.map(Manifest::revision).orElse(0L), revision);
      Dataset<Row> documents =
          withVectors(changed, vectorsByDocument(changed, settings.encoders()));
      Built built =
          build(documents, revision, settings, parent.map(Manifest::generation).orElse(""));
      show(built, lease);
      return built.result(revision);
    }
  }

  /** Makes the generation visible, unless another writer has taken over. */
  private void show(Built built, Lease lease) throws IOException {
    lease.requireHeld();
    try {
      new Generations(warehouse.index()).show(built.generation(), built.staged());
    } catch (NoSuchFileException e) {
      lease.requireHeld();
      throw e;
    }
  }

  private IndexSettings settings() {
    return new IndexSettings(
        config.encoders().set(),
        config.shards(),
        VectorStorage.FLOAT32,
        Analysis.AUTO,
        config.bufferMegabytes());
  }

  private Optional<Manifest> parent(IndexSettings settings, long revision) throws IOException {
    return new Generations(warehouse.index())
        .list().stream()
            .filter(each -> each.fits(settings) && each.revision() <= revision)
            .reduce((older, newer) -> newer);
  }

  /** documents → doc_id, its passages' vectors as (text hash, encoder, values). */
  private Dataset<Row> vectorsByDocument(Dataset<Row> documents, EncoderSet encoders) {
    List<String> fingerprints =
        encoders.distinct().stream().map(IndexedEncoder::fingerprint).toList();
    Dataset<Row> passages =
        documents
            .where(col("outcome").equalTo(Outcome.LIVE.name()))
            .select(col("doc_id"), explode(col("chunks.text_hash")).as("hash"))
            .distinct();
    Dataset<Row> vectors =
        warehouse
            .read(spark.get(), Tables.VECTORS)
            .where(col("encoder").isin(fingerprints.toArray()))
            .select("text_hash", "encoder", "values");
    return passages
        .join(vectors, col("hash").equalTo(col("text_hash")))
        .groupBy(col("doc_id").as("of_document"))
        .agg(collect_list(struct("text_hash", "encoder", "values")).as("vectors"));
  }

  /** documents, vectors → one row a document: its columns, then {@code vectors} or null. */
  private static Dataset<Row> withVectors(Dataset<Row> documents, Dataset<Row> vectors) {
    return documents
        .join(vectors, col("doc_id").equalTo(col("of_document")), "left_outer")
        .drop("of_document");
  }

  /**
   * documents with vectors → a generation, written by one task.
   *
   * @param parent the generation that the documents changed after, or empty
   */
  private Built build(
      Dataset<Row> documents, long revision, IndexSettings settings, String parent) {
    String folder = warehouse.index().toString();
    return documents
        .javaRDD()
        .coalesce(1, true)
        .mapPartitions(rows -> List.of(write(rows, folder, revision, settings, parent)).iterator())
        .collect()
        .get(0);
  }

  private static Built write(
      Iterator<Row> rows, String folder, long revision, IndexSettings settings, String parent)
      throws IOException {
    try (GenerationWriter writer = new Generations(Path.of(folder)).derive(revision, settings)) {
      String found = writer.parent().map(Manifest::generation).orElse("");
      if (!found.equals(parent)) {
        throw new WarehouseException(
            WarehouseException.Code.STORAGE,
            "Cannot build the generation of revision "
                + revision
                + " in "
                + folder
                + ": it is to follow '"
                + parent
                + "', and the newest that this machine sees is '"
                + found
                + "'; run it again");
      }
      while (rows.hasNext()) {
        Row row = rows.next();
        writer.apply(Tables.DOCUMENTS.fromRow(row), vectors(row));
      }
      Counts counts = writer.counts();
      GenerationWriter.Prepared prepared = writer.prepare();
      Manifest manifest = prepared.manifest();
      return new Built(
          manifest.generation(),
          prepared.staged(),
          manifest.documents(),
          manifest.chunks(),
          counts.added(),
          counts.removed());
    }
  }

  private static VectorLookup vectors(Row row) {
    Map<String, float[]> byKey = new HashMap<>();
    int column = row.fieldIndex("vectors");
    if (!row.isNullAt(column)) {
      List<Row> vectors = row.getList(column);
      for (Row vector : vectors) {
        List<Float> values = vector.getList(2);
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = values.get(i);
        }
        byKey.put(key(vector.getString(0), vector.getString(1)), floats);
      }
    }
    return new VectorLookup() {
      @Override
      public float @Nullable [] vector(String textHash, String encoder) {
        return byKey.get(key(textHash, encoder));
      }
    };
  }

  private static String key(String textHash, String encoder) {
    return textHash + " " + encoder;
  }

  /** What the writing task sends back. */
  private record Built(
      String generation, String staged, long documents, long chunks, long added, long removed)
      implements Serializable {
    Result result(long revision) {
      return new Result(revision, generation, documents, chunks, added, removed);
    }
  }
}
