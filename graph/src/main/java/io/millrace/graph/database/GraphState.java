package io.millrace.graph.database;

import java.util.List;
import java.util.OptionalLong;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * Which graph a database holds, as its one node {@code Graph} says.
 *
 * @param warehouse of which warehouse; empty for none
 * @param loaded the revision that is loaded completely
 * @param loading the revision whose load has begun and not ended
 */
public record GraphState(String warehouse, OptionalLong loaded, OptionalLong loading) {
  /** The revision until which what is valid is valid. */
  public static final long OPEN = Long.MAX_VALUE;

  /** What a database says; one without a graph has no warehouse and no revisions. */
  public static GraphState read(Driver driver) {
    try (Session session = driver.session()) {
      return session.executeRead(GraphState::read);
    }
  }

  private static GraphState read(TransactionContext transaction) {
    List<Record> rows =
        transaction
            .run("MATCH (g:Graph {id: 'graph'}) RETURN g.warehouse, g.loaded, g.loading")
            .list();
    return rows.isEmpty()
        ? new GraphState("", OptionalLong.empty(), OptionalLong.empty())
        : new GraphState(
            rows.get(0).get(0).asString(),
            revision(rows.get(0).get(1)),
            revision(rows.get(0).get(2)));
  }

  private static OptionalLong revision(Value value) {
    return value.isNull() ? OptionalLong.empty() : OptionalLong.of(value.asLong());
  }

  /**
   * Makes sure that a database holds the graph of a warehouse, or nothing.
   *
   * @throws GraphException where it holds another's, or other data
   */
  public static GraphState require(Driver driver, GraphAccess access, String warehouse) {
    GraphState state = read(driver);
    if (state.warehouse().isEmpty() && !isEmpty(driver)) {
      throw new GraphException(
          GraphException.Code.GRAPH_FOREIGN,
          "Cannot use the graph database "
              + access.uri()
              + ": it holds data that is no graph of Millrace's; name an empty one in neo4j.uri");
    }
    if (!state.warehouse().isEmpty() && !state.warehouse().equals(warehouse)) {
      throw new GraphException(
          GraphException.Code.GRAPH_FOREIGN,
          "Cannot use the graph database %s: it holds the graph of the warehouse %s, and this is %s"
              .formatted(access.uri(), state.warehouse(), warehouse));
    }
    return state;
  }

  private static boolean isEmpty(Driver driver) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction -> !transaction.run("MATCH (n) RETURN 1 LIMIT 1").hasNext());
    }
  }

  /** Notes that the load of a revision begins: what was analysed is no longer what is loaded. */
  public static void begin(Driver driver, String warehouse, long revision) {
    write(
        driver,
        "MERGE (g:Graph {id: 'graph'}) SET g.warehouse = $warehouse, g.loading = $revision"
            + " REMOVE g.analysed",
        Values.parameters("warehouse", warehouse, "revision", revision));
  }

  /** Notes that a revision is loaded completely. */
  public static void end(Driver driver, long revision) {
    write(
        driver,
        "MATCH (g:Graph {id: 'graph'}) SET g.loaded = $revision REMOVE g.loading",
        Values.parameters("revision", revision));
  }

  /** Whether what is loaded was not yet analysed for every audience. */
  public static boolean awaitsAnalysis(Driver driver) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              transaction
                  .run(
                      "MATCH (g:Graph {id: 'graph'}) WHERE g.loaded > 0"
                          + " AND coalesce(g.analysed, 0) <> g.loaded RETURN 1")
                  .hasNext());
    }
  }

  /** Notes that a revision was analysed for every audience. */
  public static void noteAnalysed(Driver driver, long revision) {
    write(
        driver,
        "MATCH (g:Graph {id: 'graph'}) SET g.analysed = $revision",
        Values.parameters("revision", revision));
  }

  /** What the graph was made of besides documents, as whoever loaded it noted; empty where none. */
  public static String source(Driver driver) {
    try (Session session = driver.session()) {
      return session.executeRead(
          transaction ->
              transaction
                  .run("MATCH (g:Graph {id: 'graph'}) RETURN coalesce(g.source, '')")
                  .stream()
                  .findFirst()
                  .map(row -> row.get(0).asString())
                  .orElse(""));
    }
  }

  /** Notes what the graph was made of besides documents. */
  public static void noteSource(Driver driver, String source) {
    write(
        driver,
        "MATCH (g:Graph {id: 'graph'}) SET g.source = $source",
        Values.parameters("source", source));
  }

  private static void write(Driver driver, String statement, Value parameters) {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction -> transaction.run(statement, parameters).consume());
    }
  }
}
