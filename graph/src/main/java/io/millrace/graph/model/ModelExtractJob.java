package io.millrace.graph.model;

import io.millrace.core.derive.MissingTexts;
import io.millrace.core.derive.TextDerivation;
import io.millrace.core.revision.Revisions;
import io.millrace.core.settings.ModelSettings;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.ModelCall;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.ExtractJob;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Asks a language model what every passage speaks of.
 *
 * <p><b>Reads</b> the passages of documents that changed since the extractor's last complete run,
 * and which texts have its rows. <b>Writes</b> {@code extractions}, one row for each text that has
 * an answer, and {@code llm_calls}, one row for each request. <b>Key</b> text hash and extractor
 * fingerprint. <b>Shuffle</b>: hashes of the passages, to find those without a row. <b>Memory</b>:
 * the driver holds {@value #ROUND} texts.
 *
 * <p>All calls are made by the driver, in as many threads as the settings say: a call waits and
 * computes nothing, a task that Spark repeats would pay twice, and one process can keep a budget
 * that several could only guess. A lease of its own keeps another run of the same extractor out
 * from beginning to end. Commits follow every {@value #BATCH} answers or two minutes, calls first,
 * so a killed run loses no more.
 *
 * <p>A text without a usable answer gets no row, and the run fails once all others are done; the
 * next one tries it again, as it goes on with what a spent budget has left.
 */
public final class ModelExtractJob {
  private static final int ROUND = 10_000;
  private static final int BATCH = 200;
  private static final long LONGEST_BATCH_NANOS = 120_000_000_000L;
  private static final long POLL_MILLIS = 500;

  private final Warehouse warehouse;
  private final Config config;
  private final TextDerivation.Progress progress;
  private final Consumer<String> messages;
  private final MissingTexts missing;
  private final Budget budget;
  private final Queue<ModelCall> calls = new ConcurrentLinkedQueue<>();
  private final Tally tally;
  private int parts;

  /**
   * What to do.
   *
   * @param extractor what asks
   * @param runId the run's id
   * @param leaseWait what to do while another run uses the same extractor
   */
  public record Config(ModelExtractor extractor, String runId, LeaseWait leaseWait) {}

  /**
   * What was done.
   *
   * @param revision the documents' revision up to which every passage is examined now
   * @param texts how many texts were examined
   * @param mentions how many mentions those have
   * @param facts how many facts
   * @param dropped how many mentions and facts of the answers do not stand in their texts
   * @param calls how many requests were made
   * @param inputTokens what the server counted as sent
   * @param outputTokens what it counted as answered
   * @param cost what that cost; 0 without prices
   */
  public record Result(
      long revision,
      long texts,
      long mentions,
      long facts,
      long dropped,
      long calls,
      long inputTokens,
      long outputTokens,
      BigDecimal cost) {}

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   * @param messages hears what the job waits for
   */
  public ModelExtractJob(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      Config config,
      TextDerivation.Progress progress,
      Consumer<String> messages) {
    this.warehouse = warehouse;
    this.config = config;
    this.progress = progress;
    this.messages = messages;
    ModelSettings settings = config.extractor().settings();
    this.missing = missing(warehouse, spark, config.extractor().fingerprint());
    this.budget = new Budget(settings.budget());
    this.tally = new Tally(settings);
  }

  static MissingTexts missing(
      Warehouse warehouse, Supplier<SparkSession> spark, String fingerprint) {
    return new MissingTexts(
        warehouse,
        spark,
        Tables.EXTRACTIONS,
        "extractor",
        fingerprint,
        ExtractJob.SEEN + fingerprint);
  }

  /**
   * Examines what has not been examined.
   *
   * @throws ModelException where texts are left: the budget is spent, the model cannot be asked, or
   *     some texts have no usable answer; what was examined is committed
   */
  public Result run() throws IOException, InterruptedException {
    long revision = new Revisions(warehouse).last();
    ModelExtractor extractor = config.extractor();
    String fingerprint = extractor.fingerprint();
    try (Lease alone =
            warehouse
                .leases()
                .acquire("model:" + fingerprint, config.runId(), config.leaseWait(), messages);
        Workers workers =
            new Workers(
                extractor,
                extractor.purse(config.runId(), budget, this::called),
                extractor.settings().concurrency())) {
      for (List<Passage> round = round(revision); !round.isEmpty(); round = round(revision)) {
        examine(round, workers, alone);
        if (budget.ended() != null) {
          break;
        }
      }
    }
    tally.requireComplete(budget);
    return tally.result(revision, budget.spent());
  }

  private void called(ModelCall call) {
    calls.add(call);
    tally.called(call);
  }

  private Lease writing() {
    String fingerprint = config.extractor().fingerprint();
    String part = config.runId() + "-" + fingerprint.substring(0, 8) + "-" + parts++;
    return warehouse
        .leases()
        .acquire(ExtractJob.lease(fingerprint), part, config.leaseWait(), messages);
  }

  /**
   * The next texts to examine, those aside that failed in this run. Where there are none, notes how
   * far this extractor has come, unless some failed; under the lease, so that nothing is removed in
   * between.
   */
  private List<Passage> round(long revision) {
    try (Lease held = writing()) {
      warehouse.cleanLeftovers(Tables.EXTRACTIONS, held);
      warehouse.cleanLeftovers(Tables.LLM_CALLS, held);
      if (missing.seen() == revision) {
        return List.of();
      }
      Dataset<Row> texts = missing.upTo(revision, ModelExtractJob::distinct);
      texts.persist(StorageLevel.DISK_ONLY());
      try {
        long total = texts.count();
        List<Passage> round =
            texts.limit(ROUND + tally.failed()).collectAsList().stream()
                .map((Row row) -> new Passage(row.getString(0), row.getString(3)))
                .filter(passage -> !tally.hasFailed(passage))
                .toList();
        tally.left(total);
        if (total == 0) {
          missing.note(revision);
        }
        return round;
      } finally {
        texts.unpersist();
      }
    }
  }

  static Dataset<Row> distinct(Dataset<Row> passages) {
    return passages.dropDuplicates("text_hash");
  }

  /** Examines a round, and commits what is done every so often. */
  private void examine(List<Passage> round, Workers workers, Lease alone)
      throws IOException, InterruptedException {
    List<Extraction> batch = new ArrayList<>();
    long last = System.nanoTime();
    workers.start(round);
    while (workers.working()) {
      Workers.@Nullable Done done = workers.next(POLL_MILLIS);
      if (done != null) {
        tally.done(done);
        if (done.placed() != null) {
          batch.add(done.placed().extraction());
        }
        progress.report(tally.texts() + tally.failed(), tally.total());
      }
      boolean late = System.nanoTime() - last > LONGEST_BATCH_NANOS;
      if (batch.size() >= BATCH || (late && !batch.isEmpty())) {
        alone.requireHeld();
        commit(batch);
        batch.clear();
        last = System.nanoTime();
      }
    }
    commit(batch);
  }

  /** extractions, calls → their tables. */
  private void commit(List<Extraction> extractions) throws IOException {
    List<ModelCall> made = new ArrayList<>();
    for (ModelCall call = calls.poll(); call != null; call = calls.poll()) {
      made.add(call);
    }
    if (made.isEmpty() && extractions.isEmpty()) {
      return;
    }
    try (Lease held = writing()) {
      append(Tables.LLM_CALLS, made, held);
      append(Tables.EXTRACTIONS, extractions, held);
    }
    tally.committed(extractions);
  }

  private <T> void append(TableCodec<T> codec, List<T> rows, Lease lease) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    TableAppend append = warehouse.append(codec, lease);
    try (RowFileWriter<T> writer =
        RowFileWriter.open(append.serializableTable(), codec, append.folder())) {
      for (T row : rows) {
        writer.write(row);
      }
      append.commit(writer.finish());
    }
  }
}
