package io.millrace.cluster.maintain;

import io.millrace.core.maintenance.Compaction;
import io.millrace.core.maintenance.Depth;
import io.millrace.core.maintenance.Freed;
import io.millrace.core.maintenance.Mode;
import io.millrace.core.maintenance.OrphanFiles;
import io.millrace.core.maintenance.SnapshotExpiry;
import io.millrace.core.release.DenyList;
import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.revision.KeptRevisions;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.embedding.IndexJob;
import io.millrace.embedding.index.DiskSpace;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import io.millrace.evaluation.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps a warehouse small that changes a little every night.
 *
 * <p><b>Reads</b> keys and positions of {@code documents} and {@code vectors}, the text hashes of
 * all passages, and the files it rewrites. <b>Writes</b> the same tables with fewer rows and files,
 * and deletes manifests of releases, generations, snapshots and files. <b>Key</b> document id and
 * revision; text hash and encoder. <b>Shuffle</b>: document ids with revisions, some 100 bytes a
 * row, and text hashes, once an encoder; documents and vectors never. <b>Memory</b>: a task holds a
 * row group of what it reads and one of what it writes; the driver the names of files and
 * generations.
 *
 * <p>Each step ends in one commit or deletes what nothing refers to any more, and depends on none
 * of the later ones: killed anywhere, the next run goes on. The steps go from what names to what is
 * named, so that nothing is ever named that is gone.
 *
 * <p><b>Beside others.</b> Ingestion goes on meanwhile: only named files are replaced. Vectors of
 * an encoder go under its embedding job's lease, generations under the index job's, releases while
 * nothing is published. What was replaced stays for the grace, and as long as any job runs that
 * holds a lease from before; so only readers without a lease that run longer than the grace can
 * meet a missing file, and fail then: none reads wrong rows. An open search goes on with the files
 * it has open.
 *
 * <p>A vector may go while a job holds an older revision: the passages of all kept revisions keep
 * theirs, and every later passage is embedded again where it has none, since the revision that an
 * encoder has seen is older than it.
 */
public final class MaintainJob {
  /** The lease of the one maintenance at a time. */
  private static final String LEASE = "maintain";

  /**
   * What to keep.
   *
   * @param keepRevisions how many of the last revisions documents stay exact as of, at least 1
   * @param keepReleases how many releases stay, at least 1
   * @param grace how long what was replaced or finished stays
   * @param depth how many files are rewritten
   * @param mode whether anything is changed
   * @param evaluations the cache of evaluations
   * @param runId the run's id
   * @param leaseWait what to do while another run writes
   */
  public record Config(
      int keepRevisions,
      int keepReleases,
      Duration grace,
      Depth depth,
      Mode mode,
      Path evaluations,
      String runId,
      LeaseWait leaseWait) {
    public Config {
      if (keepRevisions < 1 || keepReleases < 1 || grace.isNegative()) {
        throw new IllegalArgumentException(
            "Cannot maintain: keeping "
                + keepRevisions
                + " revisions and "
                + keepReleases
                + " releases with a grace of "
                + grace
                + ", but the newest of each is always needed");
      }
    }
  }

  /**
   * What was done, or with a dry run would be done now.
   *
   * @param revision the newest revision
   * @param exactFrom documents are exact as of this revision and all later ones
   * @param releases manifests removed
   * @param generations generations removed, unfinished ones too
   * @param denied entries of the deny list that no generation needs
   * @param index what that gave back
   * @param tables by name
   * @param cache what leftovers of evaluations gave back
   */
  public record Result(
      long revision,
      long exactFrom,
      long releases,
      long generations,
      long denied,
      DiskSpace index,
      Map<String, TableResult> tables,
      DiskSpace cache) {

    /** All files deleted. */
    public Freed freed() {
      Freed freed =
          new Freed(releases + index.files() + cache.files(), index.bytes() + cache.bytes());
      for (TableResult table : tables.values()) {
        freed = freed.plus(table.freed());
      }
      return freed;
    }
  }

  /**
   * What was done in one table.
   *
   * @param compaction files replaced, and rows that went with them
   * @param expiry snapshots forgotten, with the files that only they had
   * @param orphans files that nothing referred to
   */
  public record TableResult(
      Compaction.Result compaction, SnapshotExpiry.Result expiry, Freed orphans) {
    /** The files that are gone. */
    public Freed freed() {
      return expiry.freed().plus(orphans);
    }
  }

  private record Index(
      long releases, long generations, long denied, DiskSpace space, Set<Long> revisions) {}

  private final Warehouse warehouse;
  private final SparkSession spark;
  private final Config config;
  private final Consumer<String> messages;

  /**
   * A job over an open warehouse and session, both of which the caller closes.
   *
   * @param messages hears what the job waits for
   */
  public MaintainJob(
      Warehouse warehouse, SparkSession spark, Config config, Consumer<String> messages) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.messages = messages;
  }

  /** Does it. */
  public Result run() throws IOException {
    if (config.mode() == Mode.DRY_RUN) {
      return maintain();
    }
    try (Lease lease = acquire(LEASE)) {
      Result result = maintain();
      lease.requireHeld();
      return result;
    }
  }

  private Result maintain() throws IOException {
    Instant horizon = horizon();
    Index index = config.mode() == Mode.RUN ? pruneIndex(horizon) : plannedIndex(horizon);
    long last = new Revisions(warehouse).last();
    KeptRevisions kept = kept(last, horizon, index.revisions());
    Map<String, Compaction.Result> compacted = compact(new Subjects(warehouse, kept));
    Map<String, TableResult> tables = new LinkedHashMap<>();
    for (TableCodec<?> codec : Tables.all()) {
      Compaction.Result compaction =
          compacted.getOrDefault(codec.table(), Compaction.Result.NOTHING);
      SnapshotExpiry.Result expiry =
          new SnapshotExpiry(warehouse.table(codec)).run(horizon(), config.mode());
      Freed orphans = new OrphanFiles(warehouse, spark).run(codec, config.mode());
      tables.put(codec.table(), new TableResult(compaction, expiry, orphans));
    }
    return new Result(
        last,
        Math.max(new Revisions(warehouse).exactFrom(), kept.from()),
        index.releases(),
        index.generations(),
        index.denied(),
        index.space(),
        tables,
        clearCache());
  }

  /** What was replaced before this is needed by no reader: grace, leases → instant. */
  private Instant horizon() {
    Instant settled = Instant.now().minus(config.grace());
    return warehouse
        .leases()
        .oldestHolderBut(config.runId())
        .filter(since -> since.isBefore(settled))
        .orElse(settled);
  }

  /** Releases beyond those to keep, then generations that none of the others names. */
  private Index pruneIndex(Instant horizon) throws IOException {
    Generations generations = new Generations(warehouse.index());
    List<Path> removed = new ArrayList<>();
    List<DiskSpace> space = new ArrayList<>();
    Set<Long> revisions = new TreeSet<>();
    try (Lease lease = acquire(IndexJob.LEASE)) {
      generations.awaitWriter(config.leaseWait(), messages);
      List<Release> pruned =
          new Releases(warehouse.releases())
              .prune(
                  config.keepReleases(),
                  kept -> {
                    lease.requireHeld();
                    List<Manifest> unneeded = generations.unneeded(named(kept), horizon);
                    removed.addAll(folders(generations, unneeded));
                    space.add(DiskSpace.of(removed));
                    generations.remove(unneeded);
                    generations.removeUnfinished();
                    revisions.addAll(revisions(kept, generations.list()));
                  });
      long denied = new DenyList(warehouse.releases()).prune(oldest(revisions));
      return new Index(pruned.size(), removed.size(), denied, space.get(0), revisions);
    }
  }

  private Index plannedIndex(Instant horizon) throws IOException {
    Generations generations = new Generations(warehouse.index());
    Releases releases = new Releases(warehouse.releases());
    List<Release> beyond = releases.beyond(config.keepReleases());
    List<Release> kept = new ArrayList<>(releases.all());
    kept.removeAll(beyond);
    List<Manifest> unneeded = generations.unneeded(named(kept), horizon);
    List<Manifest> left = new ArrayList<>(generations.list());
    left.removeAll(unneeded);
    List<Path> removed = folders(generations, unneeded);
    Set<Long> revisions = revisions(kept, left);
    long oldest = oldest(revisions);
    long denied =
        new DenyList(warehouse.releases())
            .snapshot().narrowed().stream().filter(entry -> entry.revision() <= oldest).count();
    return new Index(beyond.size(), removed.size(), denied, DiskSpace.of(removed), revisions);
  }

  /** The oldest revision that a generation is as of; the next one will be as of the newest. */
  private long oldest(Set<Long> revisions) {
    return Math.min(
        new Revisions(warehouse).last(),
        revisions.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE));
  }

  private static Set<String> named(List<Release> releases) {
    return releases.stream().map(Release::generation).collect(Collectors.toSet());
  }

  /** generations → their folders, and those that killed writers left; not one being written. */
  private static List<Path> folders(Generations generations, List<Manifest> unneeded)
      throws IOException {
    List<Path> folders = new ArrayList<>();
    if (!generations.isBeingWritten()) {
      folders.addAll(generations.unfinished());
    }
    unneeded.forEach(each -> folders.add(generations.path(each.generation())));
    return folders;
  }

  private static Set<Long> revisions(List<Release> releases, List<Manifest> generations) {
    Set<Long> revisions = new HashSet<>();
    releases.forEach(each -> revisions.add(each.revision()));
    generations.forEach(each -> revisions.add(each.revision()));
    return revisions;
  }

  /** The last revisions, all since the oldest running reader began, and those of generations. */
  private KeptRevisions kept(long last, Instant horizon, Set<Long> named) {
    long running = new Revisions(warehouse).asOf(horizon);
    return KeptRevisions.of(last, config.keepRevisions(), running, named);
  }

  /** table → what became of its files; what is made of passages after documents. */
  private Map<String, Compaction.Result> compact(Subjects subjects) {
    Map<String, Compaction.Result> results = new LinkedHashMap<>();
    results.put(Tables.DOCUMENTS.table(), compact(subjects.documents(), "documents"));
    Compaction.Result vectors = Compaction.Result.NOTHING;
    for (String encoder : subjects.makers(spark, Tables.VECTORS, "encoder")) {
      vectors = vectors.plus(compact(subjects.vectors(encoder), encoder.substring(0, 8)));
    }
    results.put(Tables.VECTORS.table(), vectors);
    Compaction.Result extractions = Compaction.Result.NOTHING;
    for (String extractor : subjects.makers(spark, Tables.EXTRACTIONS, "extractor")) {
      extractions =
          extractions.plus(compact(subjects.extractions(extractor), extractor.substring(0, 8)));
    }
    results.put(Tables.EXTRACTIONS.table(), extractions);
    for (TableCodec<?> codec :
        List.of(Tables.ENTITIES, Tables.PINS, Tables.LLM_CALLS, Tables.RUNS)) {
      results.put(codec.table(), compact(subjects.whole(codec), codec.table()));
    }
    return results;
  }

  private <T> Compaction.Result compact(Compaction.Subject<T> subject, String name) {
    Compaction<T> compaction = new Compaction<>(warehouse, spark, subject, config.depth());
    return config.mode() == Mode.DRY_RUN
        ? compaction.plan()
        : compaction.run(config.runId() + "-" + name, config.leaseWait(), messages);
  }

  private DiskSpace clearCache() throws IOException {
    Leftovers leftovers = new Leftovers(config.evaluations());
    DiskSpace space = DiskSpace.of(leftovers.folders());
    if (config.mode() == Mode.RUN) {
      leftovers.remove();
    }
    return space;
  }

  private Lease acquire(String name) {
    return warehouse.leases().acquire(name, config.runId(), config.leaseWait(), messages);
  }
}
