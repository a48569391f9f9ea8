package io.millrace.ingestion;

import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import io.millrace.ingestion.compare.Change;
import io.millrace.ingestion.compare.Comparison;
import io.millrace.ingestion.compare.Fingerprints;
import io.millrace.ingestion.compare.SourceDigest;
import io.millrace.ingestion.compare.Work;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.source.ListedFile;
import io.millrace.ingestion.source.Listing;
import io.millrace.ingestion.source.SourceLister;
import io.millrace.ingestion.write.DocumentWriting;
import io.millrace.ingestion.write.RowMaker;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.beam.sdk.Pipeline;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Brings one source's documents to their newest state.
 *
 * <p>Reads the source's files and the newest state of {@code documents}; writes rows of {@code
 * documents} in one commit, which is the next revision, and a row of {@code runs}. Key: document
 * id. Shuffles ids and hashes, some 300 bytes a document; documents themselves are never shuffled,
 * but joined with the rows they are carried over from. Driver: the listing and the list of files to
 * parse, about 700 bytes a file. Executor slot: one document, one row group of 16 MB, the parser's
 * child beside it.
 *
 * <p>Where nothing changed nothing is written but the run, and where nothing changed since the last
 * run of any source Spark is not even started: the files are hashed here. A run that is killed
 * leaves no visible row; the next one removes its files.
 */
public final class IngestJob {
  /** What the driver hashes in half a minute. */
  private static final long MOST_BYTES = 8L << 30;

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final IngestConfig config;
  private final IngestProgress progress;

  /** What a run wrote, and how the source stands then. */
  private record Written(long revision, long chunks, long dropped, SourceStanding standing) {}

  /**
   * A job on an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   */
  public IngestJob(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      IngestConfig config,
      IngestProgress progress) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.progress = progress;
  }

  /**
   * Runs the job.
   *
   * @throws RuntimeException where it cannot be done; nothing is changed then, and the run stands
   *     as failed in the ledger
   */
  public IngestResult run() {
    Instant started = Instant.now();
    String runId = RunLedger.newRunId("ingest", started);
    if (config.mode() == IngestConfig.Mode.DRY_RUN) {
      return dryRun(runId, started);
    }
    RunLedger ledger = new RunLedger(warehouse);
    IngestResult result;
    try {
      result = ingest(runId, started);
    } catch (RuntimeException e) {
      try {
        ledger.record(run(runId, started, null, Map.of(), e));
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    ledger.record(run(runId, started, result.revision(), result.counts(), null));
    return result;
  }

  private IngestResult ingest(String runId, Instant started) {
    try (Lease lease =
        warehouse.leases().acquire(Revisions.LEASE, runId, config.leaseWait(), progress::message)) {
      // not before: while another run wrote, files may have come and gone
      Denials denials = Denials.of(warehouse, progress);
      Listing listing = denials.without(list());
      warehouse.cleanLeftovers(Tables.DOCUMENTS, lease);
      IngestResult result = ingest(lease, started, listing, denials);
      denials.settle(listing, config.groups(), result.revision(), lease);
      return result;
    }
  }

  private IngestResult ingest(Lease lease, Instant started, Listing listing, Denials denials) {
    long last = new Revisions(warehouse).last();
    Fingerprints fingerprints = fingerprints();
    Optional<SourceStanding> unchanged = unchanged(listing, last, fingerprints);
    if (unchanged.isPresent()) {
      return allUnchanged(lease.runId(), started, listing, last, unchanged.get());
    }
    try (Comparison comparison = compare(listing, last, fingerprints, denials)) {
      DeleteGuard.check(comparison, config, last);
      Written written =
          comparison.isEmpty()
              ? nothing(last)
              : write(comparison, lease, last, fingerprints, started, denials);
      note(written);
      return result(lease.runId(), started, listing, comparison::count, written);
    }
  }

  private IngestResult dryRun(String runId, Instant started) {
    Denials denials = Denials.of(warehouse, progress);
    Listing listing = denials.without(list());
    long last = new Revisions(warehouse).last();
    Fingerprints fingerprints = fingerprints();
    Optional<SourceStanding> unchanged = unchanged(listing, last, fingerprints);
    if (unchanged.isPresent()) {
      return allUnchanged(runId, started, listing, last, unchanged.get());
    }
    try (Comparison comparison = compare(listing, last, fingerprints, denials)) {
      DeleteGuard.check(comparison, config, last);
      return result(runId, started, listing, comparison::count, nothing(last));
    }
  }

  /**
   * How the source stands, where the last run of any source was one that left these very files.
   * Files are only read where number and size are the same. Much, or what is on an object store, is
   * left to the executors, who read side by side.
   */
  private Optional<SourceStanding> unchanged(
      Listing listing, long last, Fingerprints fingerprints) {
    long bytes = listing.files().stream().mapToLong(ListedFile::bytes).sum();
    if (bytes > MOST_BYTES
        || listing.files().stream().anyMatch(file -> CanonicalUri.isRemote(file.uri()))) {
      return Optional.empty();
    }
    return SourceNote.of(warehouse, config.sourceName(), last)
        .filter(noted -> noted.live() + noted.rejected() == listing.files().size())
        .filter(noted -> noted.bytes() == bytes)
        .filter(noted -> noted.digest().equals(SourceDigest.of(listing.files(), fingerprints)));
  }

  private IngestResult allUnchanged(
      String runId, Instant started, Listing listing, long last, SourceStanding standing) {
    long files = listing.files().size();
    return result(
        runId,
        started,
        listing,
        change -> change == Change.UNCHANGED ? files : 0,
        new Written(last, 0, 0, standing));
  }

  /** The revision stands whether or not the next run is told. */
  private void note(Written written) {
    try {
      new SourceNote(written.revision(), written.standing()).write(warehouse, config.sourceName());
    } catch (RuntimeException e) {
      progress.message("cannot note how the source stands, so the next run compares again: " + e);
    }
  }

  private Dataset<Row> state(long revision) {
    return new DocumentStates(warehouse, spark.get()).state(revision);
  }

  private Written nothing(long last) {
    return new Written(last, 0, 0, SourceStanding.in(state(last), config.sourceName()));
  }

  /** locations → listing: every file once. */
  private Listing list() {
    if (config.locations().stream().anyMatch(CanonicalUri::isRemote)) {
      spark.get(); // its Hadoop settings say how to reach another file system
    }
    Listing listing = SourceLister.list(config.locations());
    listing.warnings().forEach(progress::message);
    return listing;
  }

  private Fingerprints fingerprints() {
    return new Fingerprints(config.processing().fingerprint(), config.groups(), config.metadata());
  }

  /** listing, state → comparison: by document id and fingerprints. */
  private Comparison compare(
      Listing listing, long last, Fingerprints fingerprints, Denials denials) {
    Comparison comparison =
        Comparison.of(
            spark.get(),
            listing.files(),
            state(last),
            config.sourceName(),
            fingerprints,
            denials.forgotten());
    long foreign = comparison.count(Change.FOREIGN);
    if (foreign > 0) {
      try (comparison) {
        throw new IngestException(
            IngestException.Code.OTHER_SOURCE, comparison.foreignMessage(config.sourceName()));
      }
    }
    return comparison;
  }

  /**
   * comparison → rows in one commit, the next revision. Everything is counted before the commit:
   * nothing after it can make a run fail whose revision stands.
   */
  private Written write(
      Comparison comparison,
      Lease lease,
      long last,
      Fingerprints fingerprints,
      Instant started,
      Denials denials) {
    long revision = last + 1;
    TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
    RowMaker rows =
        new RowMaker(lease.runId(), revision, config.sourceName(), fingerprints, started);
    DocumentWriting writing = new DocumentWriting(spark.get(), warehouse, comparison, append, rows);
    try {
      long total = comparison.work(Work.PARSE).count();
      writing.parse(config.processing(), done -> progress.parsed(done, total));
      writing.carry();
      writing.bury();
      SourceStanding standing =
          SourceStanding.after(state(last), writing.rows(), config.sourceName());
      List<Narrowed> narrowed = comparison.narrowed(revision);
      if (!narrowed.isEmpty()) {
        progress.message(
            narrowed.size()
                + " documents were for other groups before; they are for "
                + String.join(", ", config.groups())
                + " from revision "
                + revision
                + " on, as this run's groups say");
      }
      denials.narrow(narrowed, lease);
      Revisions.commit(append, revision, writing.files());
      return new Written(revision, writing.chunks(), writing.dropped(), standing);
    } catch (Exception e) { // Spark throws AnalysisException, too, which it does not declare
      RuntimeException failure = failure(e);
      try {
        lease.requireHeldDespite(failure);
      } catch (WarehouseException lost) {
        failure = lost;
      }
      try {
        append.abandon();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private static RuntimeException failure(Exception e) {
    if (e instanceof Pipeline.PipelineExecutionException && e.getCause() != null) {
      Throwable cause = e.getCause();
      return new IngestException(
          IngestException.Code.FAILED, "Cannot ingest: " + cause.getMessage(), cause);
    }
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new IngestException(IngestException.Code.FAILED, "Cannot ingest: " + e.getMessage(), e);
  }

  private IngestResult result(
      String runId,
      Instant started,
      Listing listing,
      ToLongFunction<Change> count,
      Written written) {
    SourceStanding standing = written.standing();
    if (written.dropped() > 0) {
      progress.message(
          written.dropped()
              + " documents that were live cannot be used as they are now, and leave the search");
    }
    return new IngestResult(
        runId,
        written.revision(),
        config.sourceName(),
        listing.files().size(),
        listing.skipped(),
        count.applyAsLong(Change.NEW),
        count.applyAsLong(Change.CHANGED),
        count.applyAsLong(Change.UNCHANGED),
        count.applyAsLong(Change.GONE) + count.applyAsLong(Change.FORGOTTEN),
        standing.live(),
        standing.duplicates(),
        standing.rejected(),
        written.chunks(),
        written.dropped(),
        listing.warnings(),
        Duration.between(started, Instant.now()).toMillis() / 1000.0);
  }

  private Run run(
      String runId,
      Instant started,
      @Nullable Long revision,
      Map<String, Long> counts,
      @Nullable RuntimeException failure) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("source", config.sourceName());
    settings.put("locations", String.join(" ", config.locations()));
    settings.put("groups", String.join(",", config.groups()));
    config.metadata().forEach((key, value) -> settings.put("metadata." + key, value));
    return new Run(
        runId,
        "ingest",
        failure == null ? Run.Status.SUCCEEDED : Run.Status.FAILED,
        started,
        Instant.now(),
        null,
        revision,
        settings,
        counts,
        failure == null ? null : String.valueOf(failure.getMessage()));
  }
}
