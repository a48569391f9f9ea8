package io.millrace.graph;

import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.database.Patience;
import io.millrace.graph.load.GraphChange;
import io.millrace.graph.load.GraphVerify;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Compares the graph database with the tables as of the revision that is loaded. <b>Reads</b> both,
 * whole. <b>Writes</b> nothing. Shuffle and memory: {@link GraphVerify}.
 */
public final class VerifyJob {
  private final Warehouse warehouse;
  private final SparkSession spark;
  private final Config config;
  private final Consumer<String> messages;

  /**
   * What to compare.
   *
   * @param access how the database is reached
   * @param patience how long it may be away
   * @param runId the run's id
   * @param leaseWait what to do while another run makes the graph
   */
  public record Config(GraphAccess access, Patience patience, String runId, LeaseWait leaseWait) {}

  /**
   * What was found.
   *
   * @param revision the revision that was compared
   */
  public record Result(long revision, GraphVerify.Result found) {}

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param messages hears what the job waits for
   */
  public VerifyJob(
      Warehouse warehouse, SparkSession spark, Config config, Consumer<String> messages) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.config = config;
    this.messages = messages;
  }

  /**
   * Compares.
   *
   * @throws IllegalStateException where no revision is loaded completely
   */
  public Result run() {
    try (Lease held =
            warehouse
                .leases()
                .acquire(GraphJob.lease(), config.runId(), config.leaseWait(), messages);
        Drivers.Lease lease = Drivers.lease(config.access())) {
      GraphState state = GraphState.require(lease.driver(), config.access(), warehouse.location());
      GraphSource source =
          GraphSource.of(GraphState.source(lease.driver()))
              .filter(each -> state.loaded().isPresent() && state.loading().isEmpty())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "Cannot verify the graph: no revision is loaded completely; run"
                              + " 'millrace graph'"));
      long revision = state.loaded().orElseThrow();
      GraphContent content = new GraphContent(warehouse, spark, revision, source.extractors());
      GraphContent.Told all = content.all();
      GraphChange whole = content.change(all, content.edges(all));
      GraphVerify.Result found =
          new GraphVerify(config.access(), warehouse.location(), config.patience())
              .run(
                  JavaSparkContext.fromSparkContext(spark.sparkContext()),
                  revision,
                  whole.edges().union(whole.names()),
                  whole.nodes());
      held.requireHeld();
      return new Result(revision, found);
    }
  }
}
