package io.millrace.embedding;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Chunk;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import io.millrace.core.table.Vector;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.embedding.encode.Encoded;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Gives every passage a vector.
 *
 * <p><b>Reads</b> the passages of documents that changed since the encoder's last run, and which
 * texts have vectors. <b>Writes</b> {@code vectors}: one row for each text and encoder that had
 * none. <b>Key</b> text hash and encoder fingerprint. <b>Shuffle</b>: the texts to encode, by their
 * hash, and the vectors once, into few files. <b>Memory</b>: an executor holds one encoder of each
 * model for all its tasks and {@value #GROUP} texts with their vectors a task; the driver holds
 * names of files.
 *
 * <p>One writer for each encoder, by lease. Commits follow every {@value #SLICE} texts, so a killed
 * run loses no more; the revision up to which an encoder has seen everything is noted last.
 */
public final class EmbedJob {
  static final int GROUP = 256;
  static final int SLICE = 100_000;
  private static final int ROWS_A_FILE = 50_000;
  private static final String SEEN = "millrace.embedded.";

  /**
   * What to do.
   *
   * @param encoders which encoders
   * @param runId the run's id
   * @param leaseWait what to do while another run uses the same encoder
   */
  public record Config(ChosenEncoders encoders, String runId, LeaseWait leaseWait) {}

  /**
   * What was done.
   *
   * @param revision the documents' revision up to which every passage has its vectors now
   * @param models one entry for each encoder
   */
  public record Result(long revision, List<Model> models) {
    public Result {
      models = List.copyOf(models);
    }

    /** All texts encoded. */
    public long texts() {
      return models.stream().mapToLong(Model::texts).sum();
    }

    /** All tokens encoded. */
    public long tokens() {
      return models.stream().mapToLong(Model::tokens).sum();
    }
  }

  /**
   * What one encoder did.
   *
   * @param model its name
   * @param texts how many texts it encoded
   * @param tokens how many tokens they had, special ones included
   */
  public record Model(String model, long texts, long tokens) {}

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final Config config;
  private final ProgressListener progress;
  private final Consumer<String> messages;

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   * @param messages hears what the job waits for
   */
  public EmbedJob(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      Config config,
      ProgressListener progress,
      Consumer<String> messages) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.progress = progress;
    this.messages = messages;
  }

  /** Encodes what is missing. */
  public Result run() {
    long revision = new Revisions(warehouse).last();
    EncoderSet encoders = config.encoders().set();
    List<Model> models = new ArrayList<>();
    for (IndexedEncoder encoder : encoders.distinct()) {
      models.add(embed(encoder, encoders, revision));
    }
    return new Result(revision, models);
  }

  /** The lease of whoever adds or removes vectors of an encoder. */
  public static String lease(String fingerprint) {
    return "vectors:" + fingerprint;
  }

  /** Slice after slice, each under the lease, until no text is missing. */
  private Model embed(IndexedEncoder encoder, EncoderSet encoders, long revision) {
    String lease = lease(encoder.fingerprint());
    EncodedCounts.Count done = EncodedCounts.Count.NONE;
    long left = Long.MAX_VALUE;
    for (int number = 0; left > 0; number++) {
      // a commit of its own for each encoder and slice, so a run id of its own: one is committed
      // once only
      String runId = config.runId() + "-" + encoder.fingerprint().substring(0, 8) + "-" + number;
      try (Lease held = warehouse.leases().acquire(lease, runId, config.leaseWait(), messages)) {
        // shuts a frozen maintenance out before it is told which texts have vectors, and removes
        // what a run left that died after its commit, also where there is nothing to encode
        warehouse.cleanLeftovers(Tables.VECTORS, held);
        long seen = seen(encoder, encoders);
        if (seen == revision) {
          break;
        }
        Slice slice = embedSlice(encoder, encoders, held, changed(seen, revision), done.texts());
        done = done.plus(slice.encoded());
        left = slice.left();
        if (left == 0) {
          note(encoder, encoders, revision);
        }
      }
    }
    return new Model(encoder.model(), done.texts(), done.tokens());
  }

  /** What was encoded in one commit, and how many texts are left for the next. */
  private record Slice(EncodedCounts.Count encoded, long left) {}

  /**
   * Encodes up to {@value #SLICE} missing texts.
   *
   * @param before how many texts earlier slices encoded
   */
  private Slice embedSlice(
      IndexedEncoder encoder, EncoderSet encoders, Lease lease, Dataset<Row> changed, long before) {
    Dataset<Row> missing =
        withoutVector(servedBy(encoder, encoders, passages(changed)), encoder)
            .persist(StorageLevel.DISK_ONLY());
    try {
      long total = missing.count();
      if (total == 0) {
        return new Slice(EncodedCounts.Count.NONE, 0);
      }
      SparkContext context = spark.get().sparkContext();
      EncodedCounts counts = new EncodedCounts();
      context.register(counts);
      SparkListener listener = reporter(encoder, counts, before, before + total);
      context.addSparkListener(listener);
      try {
        write(slice(missing, total), encoder, lease, counts);
      } catch (Exception e) { // Spark throws checked exceptions, too, which it does not declare
        lease.requireHeldDespite(e);
        throw e;
      } finally {
        context.removeSparkListener(listener);
      }
      return new Slice(counts.sum(), Math.max(0, total - SLICE));
    } finally {
      missing.unpersist();
    }
  }

  /** documents → live documents that changed after a revision. */
  private Dataset<Row> changed(long after, long revision) {
    return new DocumentStates(warehouse, spark.get())
        .changes(after, revision)
        .where(col("outcome").equalTo(Outcome.LIVE.name()));
  }

  /** documents → text hash, language, context and text of each passage. */
  static Dataset<Row> passages(Dataset<Row> documents) {
    return documents
        .select(explode(col("chunks")).as("chunk"))
        .select("chunk.text_hash", "chunk.language", "chunk.context", "chunk.text");
  }

  /**
   * passages → those that this encoder serves, by the rule that the index applies too, one row a
   * text. The same text may stand in passages of different languages and so belong to both
   * encoders.
   */
  static Dataset<Row> servedBy(IndexedEncoder encoder, EncoderSet encoders, Dataset<Row> passages) {
    String fingerprint = encoder.fingerprint();
    return passages
        .filter(
            (FilterFunction<Row>)
                row ->
                    encoders
                        .of(row.getString(1), Chunk.encoded(row.getString(2), row.getString(3)))
                        .fingerprint()
                        .equals(fingerprint))
        .dropDuplicates("text_hash");
  }

  /** passages → those without a vector of this encoder. */
  private Dataset<Row> withoutVector(Dataset<Row> passages, IndexedEncoder encoder) {
    Dataset<Row> known =
        warehouse
            .read(spark.get(), Tables.VECTORS)
            .where(col("encoder").equalTo(encoder.fingerprint()))
            .select("text_hash");
    return passages.join(
        known, passages.col("text_hash").equalTo(known.col("text_hash")), "left_anti");
  }

  /** missing → its first {@value #SLICE}, in partitions of about {@value #GROUP} texts. */
  private static Dataset<Row> slice(Dataset<Row> missing, long total) {
    long size = Math.min(total, SLICE);
    int partitions = (int) ((size + GROUP - 1) / GROUP);
    return (total > SLICE ? missing.limit(SLICE) : missing)
        .repartition(partitions, col("text_hash"));
  }

  /** texts → vectors in data files → one commit. */
  private void write(
      Dataset<Row> texts, IndexedEncoder encoder, Lease lease, EncodedCounts counts) {
    TableAppend append = warehouse.append(Tables.VECTORS, lease);
    String folder = append.folder();
    Table table = append.serializableTable();
    ChosenEncoders encoders = config.encoders();
    String fingerprint = encoder.fingerprint();
    JavaRDD<Vector> vectors =
        texts.javaRDD().mapPartitions(rows -> vectors(rows, encoders.encoder(fingerprint), counts));
    int width = 1 + vectors.getNumPartitions() * GROUP / ROWS_A_FILE;
    List<DataFile> written =
        vectors
            .coalesce(width, true)
            .mapPartitions(rows -> files(rows, table, folder).iterator())
            .collect();
    append.commit(written);
  }

  private static Iterator<Vector> vectors(
      Iterator<Row> rows, Encoder encoder, EncodedCounts counts) {
    List<Vector> vectors = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      hashes.add(row.getString(0));
      texts.add(Chunk.encoded(row.getString(2), row.getString(3)));
      if (texts.size() == GROUP || !rows.hasNext()) {
        Encoded encoded = encoder.passages(texts);
        for (int i = 0; i < hashes.size(); i++) {
          vectors.add(
              new Vector(
                  hashes.get(i), encoder.fingerprint(), encoder.model(), encoded.vectors()[i]));
        }
        counts.add(new EncodedCounts.Count(texts.size(), encoded.tokens()));
        hashes.clear();
        texts.clear();
      }
    }
    return vectors.iterator();
  }

  private static List<DataFile> files(Iterator<Vector> rows, Table table, String folder)
      throws IOException {
    try (RowFileWriter<Vector> writer = RowFileWriter.open(table, Tables.VECTORS, folder)) {
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
      return writer.finish();
    }
  }

  /** The revision up to which an encoder has seen every passage that it serves in this set. */
  private long seen(IndexedEncoder encoder, EncoderSet encoders) {
    return Long.parseLong(
        warehouse.table(Tables.VECTORS).properties().getOrDefault(seenKey(encoder, encoders), "0"));
  }

  private void note(IndexedEncoder encoder, EncoderSet encoders, long revision) {
    warehouse
        .table(Tables.VECTORS)
        .updateProperties()
        .set(seenKey(encoder, encoders), Long.toString(revision))
        .commit();
  }

  /**
   * Where it is noted what an encoder has seen: by its fingerprint and the languages it serves,
   * since one that served English beside another has not seen what it would serve alone.
   */
  static String seenKey(IndexedEncoder encoder, EncoderSet encoders) {
    String languages =
        encoders.byLanguage().entrySet().stream()
            .map(each -> (each.getValue().equals(encoder) ? "" : "-") + each.getKey())
            .collect(Collectors.joining(","));
    return SEEN + encoder.fingerprint() + "." + languages;
  }

  private SparkListener reporter(
      IndexedEncoder encoder, EncodedCounts counts, long before, long total) {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        progress.report("embed " + encoder.model(), before + counts.sum().texts(), total);
      }
    };
  }
}
