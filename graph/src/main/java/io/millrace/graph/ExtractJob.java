package io.millrace.graph;

import io.millrace.core.derive.DerivedCounts;
import io.millrace.core.derive.TextDerivation;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.extract.PortableExtractor;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds what every passage speaks of.
 *
 * <p><b>Reads</b> the passages of documents that changed since the extractor's last run, and which
 * texts it has examined. <b>Writes</b> {@code extractions}: one row for each text and extractor
 * that had none. <b>Key</b> text hash and extractor fingerprint. <b>Shuffle</b>: the texts to
 * examine, by their hash, and the rows once, into few files. <b>Memory</b>: an executor holds one
 * extractor's lists, 150 MB, for all its tasks; the driver holds names of files. Commits follow
 * every {@value #SLICE} texts.
 */
public final class ExtractJob {
  private static final int GROUP = 512;
  private static final int SLICE = 100_000;
  private static final int ROWS_A_FILE = 50_000;

  /** Begins the property of {@code extractions} that says what an extractor has seen. */
  public static final String SEEN = "millrace.extracted.";

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final Config config;
  private final TextDerivation.Progress progress;
  private final Consumer<String> messages;

  /**
   * What to do.
   *
   * @param extractor what finds things
   * @param runId the run's id
   * @param leaseWait what to do while another run uses the same extractor
   */
  public record Config(PortableExtractor extractor, String runId, LeaseWait leaseWait) {}

  /**
   * What was done.
   *
   * @param revision the documents' revision up to which every passage is examined now
   * @param texts how many texts were examined
   * @param mentions how many mentions those have
   */
  public record Result(long revision, long texts, long mentions) {}

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   * @param messages hears what the job waits for
   */
  public ExtractJob(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      Config config,
      TextDerivation.Progress progress,
      Consumer<String> messages) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.progress = progress;
    this.messages = messages;
  }

  /** Examines what has not been examined. */
  public Result run() {
    long revision = new Revisions(warehouse).last();
    PortableExtractor extractor = config.extractor();
    String fingerprint = extractor.fingerprint();
    TextDerivation<Extraction> derivation =
        new TextDerivation<>(
            warehouse,
            spark,
            config.runId() + "-" + fingerprint.substring(0, 8),
            config.leaseWait(),
            messages,
            new TextDerivation.Target<>(
                Tables.EXTRACTIONS,
                "extractor",
                fingerprint,
                SEEN + fingerprint,
                lease(fingerprint),
                GROUP,
                SLICE,
                ROWS_A_FILE));
    DerivedCounts.Count done =
        derivation.run(
            revision,
            passages -> passages.dropDuplicates("text_hash"),
            (texts, counts) -> extractions(texts, extractor, counts),
            progress);
    return new Result(revision, done.texts(), done.units());
  }

  /** The lease of whoever adds or removes extractions of an extractor. */
  public static String lease(String fingerprint) {
    return "extractions:" + fingerprint;
  }

  private static Iterator<Extraction> extractions(
      Iterator<Row> texts, PortableExtractor extractor, DerivedCounts counts) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Extraction next() {
        Row row = texts.next();
        Extraction extraction = extractor.extract(row.getString(0), row.getString(3));
        counts.add(new DerivedCounts.Count(1, extraction.mentions().size()));
        return extraction;
      }
    };
  }
}
