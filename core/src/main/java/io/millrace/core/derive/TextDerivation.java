package io.millrace.core.derive;

import static org.apache.spark.sql.functions.col;

import io.millrace.core.table.TableCodec;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes rows of a table out of the texts of passages: one for each text that has none of the same
 * maker (an encoder, an extractor).
 *
 * <p><b>Reads</b> the passages of documents that changed since the maker's last run, and which
 * texts have rows. <b>Key</b> text hash and the maker's fingerprint. <b>Shuffle</b>: the texts to
 * work on, by their hash, and the rows once, into few files. <b>Memory</b>: what the step holds,
 * and the rows of a partition; the driver holds names of files.
 *
 * <p>One writer for each maker, by lease. Commits follow every slice of texts, so a killed run
 * loses no more; the revision up to which a maker has seen everything is noted last.
 *
 * @param <T> the rows
 */
public final class TextDerivation<T> {
  /**
   * What is made, and for whom.
   *
   * @param codec the table, which has a column {@code text_hash}
   * @param column the column that holds the maker's fingerprint
   * @param maker the maker's fingerprint
   * @param seen the table's property that says up to which revision the maker has seen everything
   * @param lease the lease of whoever adds or removes the maker's rows
   * @param group about how many texts a task works on
   * @param slice how many texts are committed at once
   * @param fileRows about how many rows a file has
   */
  public record Target<T>(
      TableCodec<T> codec,
      String column,
      String maker,
      String seen,
      String lease,
      int group,
      int slice,
      int fileRows) {}

  /** What a task does. Sent to executors. */
  @FunctionalInterface
  public interface Step<T> extends Serializable {
    /**
     * One row for each text.
     *
     * @param texts text hash, language, context, text
     * @param counts to be told of every text
     */
    Iterator<T> rows(Iterator<Row> texts, DerivedCounts counts);
  }

  /** Hears how many of how many texts are done. */
  @FunctionalInterface
  public interface Progress {
    /** {@code done} of {@code total} texts are done. */
    void report(long done, long total);
  }

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final String runId;
  private final LeaseWait leaseWait;
  private final Consumer<String> messages;
  private final Target<T> target;
  private final MissingTexts missing;

  /**
   * A derivation in an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   * @param runId the id of the run, or of the part of it that makes these rows
   * @param leaseWait what to do while another run makes rows of the same maker
   * @param messages hears what is waited for
   */
  public TextDerivation(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      String runId,
      LeaseWait leaseWait,
      Consumer<String> messages,
      Target<T> target) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.runId = runId;
    this.leaseWait = leaseWait;
    this.messages = messages;
    this.target = target;
    this.missing =
        new MissingTexts(
            warehouse, spark, target.codec(), target.column(), target.maker(), target.seen());
  }

  /**
   * Makes what is missing, slice after slice, each under the lease.
   *
   * @param revision up to which revision
   * @param wanted passages → those that this maker works on, one row a text
   * @param step what tasks do
   */
  public DerivedCounts.Count run(
      long revision, UnaryOperator<Dataset<Row>> wanted, Step<T> step, Progress progress) {
    DerivedCounts.Count done = DerivedCounts.Count.NONE;
    long left = Long.MAX_VALUE;
    for (int number = 0; left > 0; number++) {
      // a commit of its own for each slice, so a run id of its own: one is committed once only
      String part = runId + "-" + number;
      try (Lease held = warehouse.leases().acquire(target.lease(), part, leaseWait, messages)) {
        // shuts a frozen maintenance out before it is told which texts have rows, and removes what
        // a run left that died after its commit, also where there is nothing to do
        warehouse.cleanLeftovers(target.codec(), held);
        if (missing.seen() == revision) {
          break;
        }
        Slice slice = slice(missing.upTo(revision, wanted), step, held, done.texts(), progress);
        done = done.plus(slice.made());
        left = slice.left();
        if (left == 0) {
          missing.note(revision);
        }
      }
    }
    return done;
  }

  /** What was made in one commit, and how many texts are left for the next. */
  private record Slice(DerivedCounts.Count made, long left) {}

  private Slice slice(
      Dataset<Row> texts, Step<T> step, Lease lease, long before, Progress progress) {
    texts.persist(StorageLevel.DISK_ONLY());
    try {
      long total = texts.count();
      if (total == 0) {
        return new Slice(DerivedCounts.Count.NONE, 0);
      }
      SparkContext context = spark.get().sparkContext();
      DerivedCounts counts = new DerivedCounts();
      context.register(counts);
      SparkListener listener = reporter(counts, before, before + total, progress);
      context.addSparkListener(listener);
      try {
        write(first(texts, total), step, lease, counts);
      } catch (Exception e) { // Spark throws checked exceptions, too, which it does not declare
        lease.requireHeldDespite(e);
        throw e;
      } finally {
        context.removeSparkListener(listener);
      }
      return new Slice(counts.sum(), Math.max(0, total - target.slice()));
    } finally {
      texts.unpersist();
    }
  }

  /** missing → its first slice, in partitions of about a group of texts. */
  private Dataset<Row> first(Dataset<Row> missing, long total) {
    long size = Math.min(total, target.slice());
    int partitions = (int) ((size + target.group() - 1) / target.group());
    return (total > target.slice() ? missing.limit(target.slice()) : missing)
        .repartition(partitions, col("text_hash"));
  }

  /** texts → rows in data files → one commit. */
  private void write(Dataset<Row> texts, Step<T> step, Lease lease, DerivedCounts counts) {
    TableCodec<T> codec = target.codec();
    TableAppend append = warehouse.append(codec, lease);
    String folder = append.folder();
    Table table = append.serializableTable();
    JavaRDD<T> rows = texts.javaRDD().mapPartitions(each -> step.rows(each, counts));
    int width = 1 + rows.getNumPartitions() * target.group() / target.fileRows();
    List<DataFile> written =
        rows.coalesce(width, true)
            .mapPartitions(each -> files(each, table, codec, folder).iterator())
            .collect();
    append.commit(written);
  }

  private static <T> List<DataFile> files(
      Iterator<T> rows, Table table, TableCodec<T> codec, String folder) throws IOException {
    try (RowFileWriter<T> writer = RowFileWriter.open(table, codec, folder)) {
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
      return writer.finish();
    }
  }

  private static SparkListener reporter(
      DerivedCounts counts, long before, long total, Progress progress) {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        progress.report(before + counts.sum().texts(), total);
      }
    };
  }
}
