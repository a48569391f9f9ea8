package io.millrace.embedding;

import io.millrace.core.derive.DerivedCounts;
import io.millrace.core.derive.TextDerivation;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Chunk;
import io.millrace.core.table.Tables;
import io.millrace.core.table.Vector;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.embedding.encode.Encoded;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Gives every passage a vector.
 *
 * <p><b>Reads</b> the passages of documents that changed since the encoder's last run, and which
 * texts have vectors. <b>Writes</b> {@code vectors}: one row for each text and encoder that had
 * none. <b>Key</b> text hash and encoder fingerprint. <b>Shuffle</b>: the texts to encode, by their
 * hash, and the vectors once, into few files. <b>Memory</b>: an executor holds one encoder of each
 * model for all its tasks and {@value #GROUP} texts with their vectors a task; the driver holds
 * names of files. Commits follow every {@value #SLICE} texts.
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

  private Model embed(IndexedEncoder encoder, EncoderSet encoders, long revision) {
    ChosenEncoders chosen = config.encoders();
    String fingerprint = encoder.fingerprint();
    TextDerivation<Vector> derivation =
        new TextDerivation<>(
            warehouse,
            spark,
            config.runId() + "-" + fingerprint.substring(0, 8),
            config.leaseWait(),
            messages,
            new TextDerivation.Target<>(
                Tables.VECTORS,
                "encoder",
                fingerprint,
                seenKey(encoder, encoders),
                lease(fingerprint),
                GROUP,
                SLICE,
                ROWS_A_FILE));
    DerivedCounts.Count done =
        derivation.run(
            revision,
            passages -> servedBy(encoder, encoders, passages),
            (texts, counts) -> vectors(texts, chosen.encoder(fingerprint), counts),
            (texts, total) -> progress.report("embed " + encoder.model(), texts, total));
    return new Model(encoder.model(), done.texts(), done.units());
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

  private static Iterator<Vector> vectors(
      Iterator<Row> rows, Encoder encoder, DerivedCounts counts) {
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
        counts.add(new DerivedCounts.Count(texts.size(), encoded.tokens()));
        hashes.clear();
        texts.clear();
      }
    }
    return vectors.iterator();
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
}
