package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.NodeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.SummaryCounters;

/**
 * Removes what no kept revision says, and what has to be forgotten, in transactions of some
 * thousand. It may be killed at any moment: the next goes on. Who calls holds the warehouse's lease
 * for the graph.
 */
public final class GraphPrune {
  private static final String IN_TRANSACTIONS = " } IN TRANSACTIONS OF 10000 ROWS";
  private static final String KINDS =
      Arrays.stream(EdgeKind.values()).map(EdgeKind::name).collect(Collectors.joining("|"));

  private final GraphAccess access;
  private final String warehouse;
  private final Patience patience;

  /**
   * What was removed.
   *
   * @param relationships how many relationships that say something of documents or names
   * @param nodes how many nodes, with what analyses said of them
   */
  public record Result(long relationships, long nodes) {
    private Result plus(Result other) {
      return new Result(relationships + other.relationships, nodes + other.nodes);
    }
  }

  /** Of the graph of a warehouse. */
  public GraphPrune(GraphAccess access, String warehouse, Patience patience) {
    this.access = access;
    this.warehouse = warehouse;
    this.patience = patience;
  }

  /**
   * Removes relationships that are valid in no revision from a certain one on, and the nodes that
   * have none left.
   *
   * @param oldest the oldest revision that is kept
   */
  public Result prune(long oldest) {
    try (Drivers.Lease lease = Drivers.lease(access)) {
      Driver driver = lease.driver();
      require(driver);
      Result removed = new Result(0, 0);
      for (EdgeKind kind : EdgeKind.values()) {
        removed =
            removed.plus(
                run(
                    driver,
                    "MATCH ()-[r:"
                        + kind
                        + "]->() WHERE r.until <= $oldest CALL (r) { DELETE r"
                        + IN_TRANSACTIONS,
                    Map.of("oldest", oldest)));
      }
      return removed.plus(lonelyNodes(driver));
    }
  }

  /** Nodes of which no document and no name says anything, with what analyses said of them. */
  private Result lonelyNodes(Driver driver) {
    Result removed = new Result(0, 0);
    for (NodeKind kind : NodeKind.values()) {
      removed =
          removed.plus(
              run(
                  driver,
                  "MATCH (n:"
                      + kind.label()
                      + ") WHERE NOT EXISTS { (n)-[:"
                      + KINDS
                      + "]-() } CALL (n) { DETACH DELETE n"
                      + IN_TRANSACTIONS,
                  Map.of()));
    }
    return new Result(0, removed.nodes());
  }

  /**
   * Removes what documents say, as of every revision, and themselves; what other documents say of
   * them, too. Nodes that nobody speaks of any more go with the next {@link #prune}.
   */
  public Result forget(List<String> documents) {
    try (Drivers.Lease lease = Drivers.lease(access)) {
      Driver driver = lease.driver();
      require(driver);
      Result removed = new Result(0, 0);
      for (EdgeKind kind : EdgeKind.values()) {
        if (kind.hasEvidence()) {
          removed =
              removed.plus(
                  run(
                      driver,
                      "UNWIND $documents AS document MATCH ()-[r:"
                          + kind
                          + " {document: document}]->() CALL (r) { DELETE r"
                          + IN_TRANSACTIONS,
                      Map.of("documents", documents)));
        }
      }
      return removed.plus(
          run(
              driver,
              "UNWIND $documents AS document MATCH (n:Document {id: document}) CALL (n) { DETACH DELETE n"
                  + IN_TRANSACTIONS,
              Map.of("documents", documents)));
    }
  }

  private void require(Driver driver) {
    patience.run("prune the graph", access, () -> GraphState.require(driver, access, warehouse));
  }

  /** Such statements make their own transactions, so that no driver repeats them: we do. */
  private Result run(Driver driver, String statement, Map<String, Object> parameters) {
    return patience.run(
        "prune the graph",
        access,
        () -> {
          try (Session session = driver.session()) {
            SummaryCounters counters = session.run(statement, parameters).consume().counters();
            return new Result(counters.relationshipsDeleted(), counters.nodesDeleted());
          }
        });
  }
}
