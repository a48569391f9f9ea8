package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphException;
import io.millrace.graph.database.GraphSchema;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.neo4j.driver.Driver;
import scala.Tuple2;

/**
 * Makes the graph database say what the tables say as of a revision.
 *
 * <p><b>Reads</b> what it has to say about some documents and entities, and what it says about them
 * now. <b>Writes</b> the difference: relationships that went get the revision as their {@code
 * until}, new ones as their {@code since}; nodes come first. <b>Key</b> id of node and
 * relationship. <b>Shuffle</b>: wanted and stored relationships once, into cells of a {@link
 * Tournament}; nodes once. <b>Memory</b>: a writer holds one batch.
 *
 * <p>It may be killed at any moment: the next load compares again. Until it has ended, the graph
 * says {@code loading}. Who calls holds the warehouse's lease for the graph; should two loads run
 * nevertheless, the later one ends the earlier. What the graph said as of a revision that was
 * loaded completely stays as it was.
 */
public final class GraphLoad {
  private static final int MOST_PASSES = 5;

  private final Config config;
  private final Consumer<String> messages;

  /**
   * Where to load, and how.
   *
   * @param access how the database is reached
   * @param warehouse what the warehouse is known by: a database holds the graph of one
   * @param writers how many write at a time, at most as many as Spark has cores
   * @param patience how long a database may be away
   */
  public record Config(GraphAccess access, String warehouse, int writers, Patience patience) {
    public Config {
      if (writers < 1) {
        throw new IllegalArgumentException(
            "Cannot load the graph with " + writers + " writers: at least one");
      }
    }
  }

  /**
   * What was done.
   *
   * @param nodes how many nodes were made, or given their properties
   * @param created how many relationships are new
   * @param ended how many are no longer valid
   * @param kept how many stay as they are
   * @param removed how many were removed, since a killed load had left them
   * @param deadlocks how often a batch was written again because of a deadlock
   */
  public record Result(
      long nodes, long created, long ended, long kept, long removed, long deadlocks) {
    /** Nothing was to be done. */
    public static final Result NOTHING = new Result(0, 0, 0, 0, 0, 0);
  }

  /**
   * A loader.
   *
   * @param messages hears how far it is, and what it waits for
   */
  public GraphLoad(Config config, Consumer<String> messages) {
    this.config = config;
    this.messages = messages;
  }

  /**
   * Loads a change.
   *
   * @throws GraphException with code {@code GRAPH_FOREIGN} where the database is another
   *     warehouse's; {@code GRAPH_BUSY} where it holds a newer revision, or another load begins
   */
  public Result run(GraphChange change) {
    GraphAccess access = config.access();
    try (Drivers.Lease lease = Drivers.lease(access);
        LoadWatch watch = new LoadWatch(access, config.patience().longest(), messages)) {
      Driver driver = lease.driver();
      config.patience().run("load the graph", access, () -> begin(driver, change.revision()));
      long nodes = nodes(change);
      Tally total = Tally.NONE;
      Tally pass = relationships(driver, change);
      total = total.plus(pass);
      for (int passes = 1; pass.stale(); passes++) {
        if (passes == MOST_PASSES) {
          throw new GraphException(
              GraphException.Code.GRAPH_FAILED,
              "Cannot load the graph: writers were lost in each of " + passes + " attempts");
        }
        messages.accept("a writer of the graph was lost: what it left is compared again");
        pass = relationships(driver, change);
        total = total.plus(pass);
      }
      config
          .patience()
          .run(
              "end the load of the graph",
              access,
              () -> {
                Writer.end(driver);
                GraphState.end(driver, change.revision());
                return true;
              });
      return new Result(
          nodes, total.created(), total.ended(), pass.kept(), total.removed(), total.deadlocks());
    }
  }

  private boolean begin(Driver driver, long revision) {
    GraphState state = GraphState.require(driver, config.access(), config.warehouse());
    long newest = Math.max(state.loaded().orElse(0), state.loading().orElse(0));
    if (newest > revision) {
      throw new GraphException(
          GraphException.Code.GRAPH_BUSY,
          "Cannot load revision %d into the graph: it holds revision %d already"
              .formatted(revision, newest));
    }
    GraphSchema.ensure(driver);
    GraphState.begin(driver, config.warehouse(), revision);
    return true;
  }

  /** nodes → how many: by id, so that no two writers have the same. */
  private long nodes(GraphChange change) {
    NodeWriter writer = new NodeWriter(config.access(), config.patience());
    return change
        .nodes()
        .mapToPair(node -> new Tuple2<>(node.kind() + " " + node.id(), node))
        .reduceByKey((one, same) -> one, config.writers())
        .values()
        .mapPartitions(nodes -> List.of(writer.write(nodes)).iterator())
        .fold(0L, Long::sum);
  }

  /** wanted and stored relationships → what was written: cell by cell, in rounds. */
  private Tally relationships(Driver driver, GraphChange change) {
    Tournament tournament = new Tournament(2 * config.writers());
    String run = UUID.randomUUID().toString();
    config
        .patience()
        .run(
            "load the graph",
            config.access(),
            () -> {
              Writer.begin(driver, run, tournament.cells());
              return true;
            });
    CellWriter writer = new CellWriter(config.access(), config.patience(), change.revision(), run);
    JavaRDD<Tally> cells =
        wanted(change, tournament)
            .cogroup(stored(change, tournament), new Cells(tournament.cells()))
            .mapPartitionsWithIndex(
                (cell, rows) -> List.of(writer.write(cell, attempt(), rows)).iterator(), true);
    Tally total = Tally.NONE;
    List<int[]> rounds = tournament.rounds();
    for (int round = 0; round < rounds.size(); round++) {
      for (List<Tally> cell : cells.collectPartitions(rounds.get(round))) {
        total = cell.stream().reduce(total, Tally::plus);
      }
      if (total.stale()) {
        return total;
      }
      messages.accept(
          "graph: %d of %d rounds, %d relationships new, %d ended"
              .formatted(round + 1, rounds.size(), total.created(), total.ended()));
    }
    return total;
  }

  private static JavaPairRDD<Place, Edge> wanted(GraphChange change, Tournament tournament) {
    return change
        .edges()
        .union(change.names())
        .mapToPair(
            edge ->
                new Tuple2<>(new Place(tournament.cell(edge.from(), edge.to()), edge.id()), edge));
  }

  private JavaPairRDD<Place, StoredEdge> stored(GraphChange change, Tournament tournament) {
    StoredEdges reader = new StoredEdges(config.access(), config.patience());
    return change
        .documents()
        .mapPartitions(reader::ofDocuments)
        .union(change.entities().mapPartitions(reader::ofEntities))
        .mapToPair(
            edge ->
                new Tuple2<>(new Place(tournament.cell(edge.from(), edge.to()), edge.id()), edge));
  }

  /** How often this task's work was begun before, in this stage and in lost ones. */
  private static int attempt() {
    TaskContext task = TaskContext.get();
    return 1_000 * task.stageAttemptNumber() + task.attemptNumber();
  }

  /** Each cell is a partition. */
  private static final class Cells extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int cells;

    Cells(int cells) {
      this.cells = cells;
    }

    @Override
    public int numPartitions() {
      return cells;
    }

    @Override
    public int getPartition(Object key) {
      return ((Place) key).cell();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Cells that && that.cells == cells;
    }

    @Override
    public int hashCode() {
      return cells;
    }
  }
}
