package io.millrace.graph;

import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.element.Edge;
import io.millrace.graph.load.GraphLoad;
import io.millrace.graph.resolve.DocumentNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.neo4j.driver.Driver;

/**
 * Brings the graph up to the newest revision, from what extractors found.
 *
 * <p><b>Reads</b> live documents, {@code extractions}, {@code entities}, {@code pins}, and how far
 * the graph database is. <b>Writes</b> {@code entities}, then the graph: the relationships of
 * documents that changed since it was loaded, and of those that mention a name whose entity is
 * another now. <b>Key</b> document for relationships, entity for names. <b>Shuffle</b>: what was
 * found in live texts, to their documents; relationships once. <b>Memory</b>: {@link ResolveJob};
 * an executor holds the passages of one document, and the names of entities that have several, 200
 * bytes each.
 *
 * <p>It may be killed at any moment, and run again: entities are written in one commit, and the
 * graph's load compares what is there.
 */
public final class GraphJob {
  private static final String LEASE = "graph";

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final Config config;
  private final Consumer<String> messages;

  /**
   * What to do.
   *
   * @param extractors fingerprints of the extractors whose findings make the graph
   * @param load where to load it, and how
   * @param runId the run's id
   * @param leaseWait what to do while another run makes the graph
   */
  public record Config(
      List<String> extractors, GraphLoad.Config load, String runId, LeaseWait leaseWait) {
    public Config {
      extractors = extractors.stream().sorted().toList();
      if (extractors.isEmpty()) {
        throw new IllegalArgumentException("Cannot make a graph of no extractor's findings");
      }
    }
  }

  /**
   * What was done.
   *
   * @param revision the revision that the graph is as of
   * @param names how many names live documents mention
   * @param entities how many entities those are
   * @param documents how many documents were looked at
   * @param load what was written to the database
   * @param seconds how long each part took
   */
  public record Result(
      long revision,
      long names,
      long entities,
      long documents,
      GraphLoad.Result load,
      Map<String, Double> seconds) {}

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param spark gives the session, which the caller closes too; asked only where there is work
   * @param messages hears what the job waits for, and how far it is
   */
  public GraphJob(
      Warehouse warehouse, Supplier<SparkSession> spark, Config config, Consumer<String> messages) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.messages = messages;
  }

  /** The lease of whoever changes the graph. */
  public static String lease() {
    return LEASE;
  }

  /** Resolves the names, and loads what changed; nothing where nothing did. */
  public Result run() throws IOException {
    try (Lease held =
        warehouse.leases().acquire(LEASE, config.runId(), config.leaseWait(), messages)) {
      long revision = new Revisions(warehouse).last();
      Loaded loaded = loaded();
      if (loaded.isAsOf(revision, config.extractors(), pins())) {
        GraphSource source = loaded.source().orElseThrow();
        return new Result(
            revision, source.names(), source.entities(), 0, GraphLoad.Result.NOTHING, Map.of());
      }
      return load(revision, loaded, held);
    }
  }

  private Result load(long revision, Loaded loaded, Lease held) throws IOException {
    Stopwatch watch = new Stopwatch();
    long pins = pins();
    GraphContent content = new GraphContent(warehouse, spark.get(), revision, config.extractors());
    JavaRDD<DocumentNames> names = content.names().persist(StorageLevel.MEMORY_AND_DISK());
    ResolveJob.Result resolved = new ResolveJob(warehouse, spark.get()).run(names, revision, held);
    watch.lap("resolve");
    GraphContent.Told told =
        loaded.isOf(config.extractors())
            ? content.changed(names, loaded.revision(), loaded.version())
            : content.all();
    told.persist();
    JavaRDD<Edge> edges = content.edges(told).persist(StorageLevel.DISK_ONLY());
    GraphLoad.Result written =
        new GraphLoad(config.load(), messages).run(content.change(told, edges));
    note(
        new GraphSource(
            resolved.version(), pins, resolved.names(), resolved.entities(), config.extractors()));
    watch.lap("load");
    long documents = told.documents().count();
    edges.unpersist();
    told.unpersist();
    names.unpersist();
    return new Result(
        revision, resolved.names(), resolved.entities(), documents, written, watch.seconds());
  }

  /** The newest snapshot of what people decided, 0 where they decided nothing. */
  private long pins() {
    Snapshot snapshot = warehouse.table(Tables.PINS).currentSnapshot();
    return snapshot == null ? 0 : snapshot.snapshotId();
  }

  /**
   * How far the graph is.
   *
   * @param state what the database says
   * @param source what it was made of; empty where nobody has noted it
   */
  private record Loaded(GraphState state, Optional<GraphSource> source) {
    boolean isOf(List<String> extractors) {
      return state.loaded().isPresent()
          && source.map(GraphSource::extractors).filter(extractors::equals).isPresent();
    }

    long revision() {
      return state.loaded().orElseThrow();
    }

    long version() {
      return source.orElseThrow().version();
    }

    boolean isAsOf(long revision, List<String> extractors, long pins) {
      return isOf(extractors)
          && state.loading().isEmpty()
          && revision() == revision
          && source.map(GraphSource::pins).filter(snapshot -> snapshot == pins).isPresent();
    }
  }

  private Loaded loaded() {
    return inDatabase(
        "read the graph's state",
        driver -> {
          GraphAccess access = config.load().access();
          GraphState state = GraphState.require(driver, access, config.load().warehouse());
          return new Loaded(state, GraphSource.of(GraphState.source(driver)));
        });
  }

  /** Noted last: until then the next run looks at more than it must. */
  private void note(GraphSource source) {
    inDatabase(
        "note what the graph is made of",
        driver -> {
          GraphState.noteSource(driver, source.text());
          return true;
        });
  }

  private <T> T inDatabase(String what, Function<Driver, T> work) {
    GraphAccess access = config.load().access();
    try (Drivers.Lease lease = Drivers.lease(access)) {
      return config.load().patience().run(what, access, () -> work.apply(lease.driver()));
    }
  }
}
