package io.millrace.ingestion;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import io.millrace.ingestion.compare.Change;
import io.millrace.ingestion.compare.Comparison;
import io.millrace.ingestion.compare.Fingerprints;
import io.millrace.ingestion.compare.Work;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.source.Listing;
import io.millrace.ingestion.source.SourceLister;
import io.millrace.ingestion.write.DocumentWriting;
import io.millrace.ingestion.write.Processing;
import io.millrace.ingestion.write.RowMaker;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
 * <p>Where nothing changed nothing is written but the run. A run that is killed leaves no visible
 * row; the next one removes its files.
 */
public final class IngestJob {
  private static final int GUARDED_DOCUMENTS = 10;
  private static final double GUARDED_SHARE = 0.3;

  private final Warehouse warehouse;
  private final SparkSession spark;
  private final Config config;
  private final IngestProgress progress;

  /** Whether many documents may be deleted at once. */
  public enum Deletes {
    /** Stop where more than 30 % of a source and more than 10 documents would be deleted. */
    GUARDED,
    /** Delete whatever is gone. */
    ALLOWED
  }

  /** Whether anything is written. */
  public enum Mode {
    /** Ingest. */
    RUN,
    /** Only count what would be done. */
    DRY_RUN
  }

  /**
   * What to ingest.
   *
   * @param name the source's name; null derives it from the locations
   * @param locations files, folders and globs: plain paths or URIs
   * @param groups who may see the documents; at least one
   * @param metadata further metadata of every document
   * @param processing how files become documents
   * @param mode whether anything is written
   * @param deletes whether many documents may be deleted
   * @param leaseWait what to do while another run writes
   */
  public record Config(
      @Nullable String name,
      List<String> locations,
      List<String> groups,
      Map<String, String> metadata,
      Processing processing,
      Mode mode,
      Deletes deletes,
      LeaseWait leaseWait) {

    public Config {
      locations = List.copyOf(locations);
      groups = groups.stream().map(String::strip).distinct().sorted().toList();
      metadata = Map.copyOf(metadata);
      if (locations.isEmpty()) {
        throw new IllegalArgumentException("Cannot ingest: no source is named");
      }
      if (groups.isEmpty() || groups.contains("")) {
        throw new IllegalArgumentException(
            "Cannot ingest: the groups " + groups + " are empty or hold an empty name");
      }
      for (String key : metadata.keySet()) {
        if (key.isBlank() || key.startsWith(RowMaker.GIVEN)) {
          throw new IllegalArgumentException(
              "Cannot ingest: the metadata key '" + key + "' is empty or begins with given.");
        }
      }
      if (name != null && name.isBlank()) {
        throw new IllegalArgumentException("Cannot ingest: the source's name is empty");
      }
    }

    /** The source's name: as given, or its canonical URIs, sorted, with spaces between them. */
    public String sourceName() {
      return name != null
          ? name
          : locations.stream()
              .map(CanonicalUri::of)
              .distinct()
              .sorted()
              .collect(Collectors.joining(" "));
    }
  }

  /**
   * What the run did.
   *
   * @param run the run's id
   * @param revision the revision it wrote, or the last one where nothing changed
   * @param source the source's name
   * @param discovered files listed: added, changed and unchanged ones
   * @param skipped hidden files, lock files and what is no regular file
   * @param added documents that are new
   * @param changed documents whose fingerprint differs
   * @param unchanged documents that are as they were
   * @param deleted documents that are gone
   * @param live the source's live documents after the run
   * @param duplicates those of them whose content an earlier document of any source has
   * @param rejected the source's rejected documents after the run
   * @param chunks chunks written
   * @param dropped documents that were live before and are rejected now
   * @param warnings what an operator should look at
   * @param seconds wall time
   */
  public record Result(
      String run,
      long revision,
      String source,
      long discovered,
      long skipped,
      long added,
      long changed,
      long unchanged,
      long deleted,
      long live,
      long duplicates,
      long rejected,
      long chunks,
      long dropped,
      List<String> warnings,
      double seconds) {

    public Result {
      warnings = List.copyOf(warnings);
    }

    private Map<String, Long> counts() {
      Map<String, Long> counts = new LinkedHashMap<>();
      counts.put("discovered", discovered);
      counts.put("skipped", skipped);
      counts.put("new", added);
      counts.put("changed", changed);
      counts.put("unchanged", unchanged);
      counts.put("deleted", deleted);
      counts.put("live", live);
      counts.put("duplicates", duplicates);
      counts.put("rejected", rejected);
      counts.put("chunks", chunks);
      return counts;
    }
  }

  /** What a run wrote, and how the source stands then. */
  private record Written(long revision, long chunks, long dropped, SourceStanding standing) {}

  /** A job on an open warehouse and session, which the caller closes. */
  public IngestJob(
      Warehouse warehouse, SparkSession spark, Config config, IngestProgress progress) {
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
  public Result run() {
    Instant started = Instant.now();
    String runId = RunLedger.newRunId("ingest", started);
    if (config.mode() == Mode.DRY_RUN) {
      return dryRun(runId, started);
    }
    RunLedger ledger = new RunLedger(warehouse);
    Result result;
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

  private Result ingest(String runId, Instant started) {
    try (Lease lease =
        warehouse.leases().acquire(Revisions.LEASE, runId, config.leaseWait(), progress::message)) {
      // not before: while another run wrote, files may have come and gone
      Listing listing = list();
      warehouse.cleanLeftovers(Tables.DOCUMENTS, lease);
      long last = new Revisions(warehouse).last();
      Fingerprints fingerprints = fingerprints();
      try (Comparison comparison = compare(listing, last, fingerprints)) {
        guard(comparison, last);
        Written written =
            comparison.isEmpty()
                ? nothing(last)
                : write(comparison, lease, last, fingerprints, started);
        return result(runId, started, listing, comparison, written);
      }
    }
  }

  private Result dryRun(String runId, Instant started) {
    Listing listing = list();
    long last = new Revisions(warehouse).last();
    try (Comparison comparison = compare(listing, last, fingerprints())) {
      guard(comparison, last);
      return result(runId, started, listing, comparison, nothing(last));
    }
  }

  private Dataset<Row> state(long revision) {
    return new DocumentStates(warehouse, spark).state(revision);
  }

  private Written nothing(long last) {
    return new Written(last, 0, 0, SourceStanding.in(state(last), config.sourceName()));
  }

  /** locations → listing: every file once. */
  private Listing list() {
    Listing listing = SourceLister.list(config.locations());
    listing.warnings().forEach(progress::message);
    return listing;
  }

  private Fingerprints fingerprints() {
    return new Fingerprints(config.processing().fingerprint(), config.groups(), config.metadata());
  }

  /** listing, state → comparison: by document id and fingerprints. */
  private Comparison compare(Listing listing, long last, Fingerprints fingerprints) {
    Comparison comparison =
        Comparison.of(spark, listing.files(), state(last), config.sourceName(), fingerprints);
    long foreign = comparison.count(Change.FOREIGN);
    if (foreign > 0) {
      try (comparison) {
        throw new IngestException(
            IngestException.Code.OTHER_SOURCE, comparison.foreignMessage(config.sourceName()));
      }
    }
    return comparison;
  }

  /** Stops before many documents vanish by mistake. */
  private void guard(Comparison comparison, long last) {
    long gone = comparison.count(Change.GONE);
    if (config.deletes() == Deletes.ALLOWED || gone <= GUARDED_DOCUMENTS) {
      return;
    }
    long vanished = comparison.vanished();
    long held = gone + comparison.count(Change.CHANGED) + comparison.count(Change.UNCHANGED);
    if (vanished > GUARDED_DOCUMENTS && vanished > GUARDED_SHARE * held) {
      throw new IngestException(
          IngestException.Code.TOO_MANY_DELETES,
          "Cannot ingest the source "
              + config.sourceName()
              + ": "
              + vanished
              + " of its "
              + held
              + " documents as of revision "
              + last
              + " are gone; nothing was changed. If that is meant, allow deletes");
    }
  }

  /**
   * comparison → rows in one commit, the next revision. Everything is counted before the commit:
   * nothing after it can make a run fail whose revision stands.
   */
  private Written write(
      Comparison comparison, Lease lease, long last, Fingerprints fingerprints, Instant started) {
    long revision = last + 1;
    TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
    RowMaker rows =
        new RowMaker(lease.runId(), revision, config.sourceName(), fingerprints, started);
    DocumentWriting writing = new DocumentWriting(spark, warehouse, comparison, append, rows);
    try {
      long total = comparison.work(Work.PARSE).count();
      writing.parse(config.processing(), done -> progress.parsed(done, total));
      writing.carry();
      writing.bury();
      SourceStanding standing =
          SourceStanding.after(state(last), writing.rows(), config.sourceName());
      Revisions.commit(append, revision, writing.files());
      return new Written(revision, writing.chunks(), writing.dropped(), standing);
    } catch (Exception e) { // Spark throws AnalysisException, too, which it does not declare
      RuntimeException failure = failure(e);
      try {
        lease.requireHeld();
      } catch (WarehouseException second) {
        if (second.code() == WarehouseException.Code.LEASE_LOST) {
          // a follower has removed this run's files: whatever failed failed for that
          second.addSuppressed(failure);
          failure = second;
        } else {
          failure.addSuppressed(second);
        }
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

  private Result result(
      String runId, Instant started, Listing listing, Comparison comparison, Written written) {
    SourceStanding standing = written.standing();
    if (written.dropped() > 0) {
      progress.message(
          written.dropped()
              + " documents that were live cannot be used as they are now, and leave the search");
    }
    return new Result(
        runId,
        written.revision(),
        config.sourceName(),
        listing.files().size(),
        listing.skipped(),
        comparison.count(Change.NEW),
        comparison.count(Change.CHANGED),
        comparison.count(Change.UNCHANGED),
        comparison.count(Change.GONE),
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
