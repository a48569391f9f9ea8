package io.millrace.graph.explore;

import io.millrace.core.settings.Settings;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.server.GraphServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

/**
 * The way to the graph database, for reading alone. Connects when it is first asked, and again
 * where the database was away; while it is away, whoever asks is told so at once, but for one try a
 * second. May be used by many threads; closed by who opened it.
 */
public final class GraphConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_CONNECTIONS = 16;
  private static final SessionConfig READING =
      SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).withFetchSize(1_000).build();

  private final Supplier<Optional<GraphAccess>> address;
  private @Nullable Open open;
  private volatile @Nullable Away away;

  /** A driver, and whose. */
  private record Open(GraphAccess address, Driver driver) {}

  /** When an answer failed to come, and why. */
  private record Away(long since, GraphUnavailableException why) {}

  /**
   * A connection to wherever the database is.
   *
   * @param address asked at the beginning, and after the database was away
   */
  public GraphConnection(Supplier<Optional<GraphAccess>> address) {
    this.address = address;
  }

  /**
   * A connection to the database that settings name, or to the warehouse's own while it runs;
   * nothing is sent yet.
   */
  public static GraphConnection of(Settings settings) {
    return new GraphConnection(() -> GraphServer.find(settings));
  }

  /**
   * Reads all rows of a query.
   *
   * @param most how long the database may work on it
   * @throws GraphUnavailableException where there is no answer in that time
   */
  <T> List<T> read(
      String query, Map<String, Object> parameters, Duration most, Function<Record, T> row) {
    return answer(
        query,
        parameters,
        most,
        result -> {
          List<T> rows = new ArrayList<>();
          result.forEachRemaining(each -> rows.add(row.apply(each)));
          return rows;
        });
  }

  /** Reads the rows of a query one after the other, and keeps none. As {@link #read} else. */
  void stream(
      String query, Map<String, Object> parameters, Duration most, Consumer<Record> reader) {
    answer(
        query,
        parameters,
        most,
        result -> {
          result.forEachRemaining(reader);
          return true;
        });
  }

  /**
   * What is made of a query's result.
   *
   * @throws Neo4jException where the fault is the query's
   */
  <T> T answer(
      String query, Map<String, Object> parameters, Duration most, Function<Result, T> use) {
    Away last = away;
    if (last != null && System.nanoTime() - last.since() < PAUSE.toNanos()) {
      throw last.why();
    }
    TransactionConfig limit = TransactionConfig.builder().withTimeout(most).build();
    Once<T> once = new Once<>(use);
    try {
      return once.answer(driver(), query, parameters, limit);
    } catch (ServiceUnavailableException | SessionExpiredException e) {
      if (once.begun) {
        throw gone(e); // its reader has had rows already
      }
    } catch (Neo4jException e) {
      throw translated(e, most);
    }
    // a kept connection may be of before the database was started anew: the next one is not
    try {
      return once.answer(driver(), query, parameters, limit);
    } catch (ServiceUnavailableException | SessionExpiredException e) {
      throw gone(e);
    } catch (Neo4jException e) {
      throw translated(e, most);
    }
  }

  /** A query whose result is to be used once. */
  private final class Once<T> {
    private final Function<Result, T> use;
    private boolean begun;

    Once(Function<Result, T> use) {
      this.use = use;
    }

    T answer(Driver driver, String query, Map<String, Object> parameters, TransactionConfig limit) {
      try (Session session = driver.session(READING)) {
        Result result = session.run(query, parameters, limit);
        begun = result.hasNext();
        T answer = use.apply(result);
        away = null;
        return answer;
      }
    }
  }

  private synchronized Driver driver() {
    Open now = open;
    if (now != null && away == null) {
      return now.driver();
    }
    Optional<GraphAccess> where = address.get();
    if (where.isEmpty()) {
      throw remember(
          new GraphUnavailableException(
              "There is no graph here: no graph database is named (neo4j.uri), or none runs",
              null));
    }
    if (now != null && now.address().equals(where.get())) {
      return now.driver();
    }
    if (now != null) {
      now.driver().close();
    }
    Open next = new Open(where.get(), connect(where.get()));
    open = next;
    return next.driver();
  }

  private Driver connect(GraphAccess where) {
    Config config =
        Config.builder()
            .withConnectionTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .withConnectionAcquisitionTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .withMaxConnectionPoolSize(MOST_CONNECTIONS)
            .withUserAgent("millrace")
            .build();
    String password = where.password().value();
    try {
      return GraphDatabase.driver(
          where.uri(),
          password.isEmpty() ? AuthTokens.none() : AuthTokens.basic(where.user(), password),
          config);
    } catch (IllegalArgumentException e) {
      throw remember(
          new GraphUnavailableException(
              "Cannot use the graph database of neo4j.uri: it is no Bolt address", e));
    }
  }

  private GraphUnavailableException gone(Neo4jException cause) {
    return remember(
        new GraphUnavailableException("The graph database cannot be reached now", cause));
  }

  private GraphUnavailableException remember(GraphUnavailableException why) {
    away = new Away(System.nanoTime(), why);
    return why;
  }

  private RuntimeException translated(Neo4jException e, Duration most) {
    String code = String.valueOf(e.code());
    if (e instanceof AuthenticationException) {
      return remember(
          new GraphUnavailableException(
              "The graph database refuses this service's user (neo4j.user, neo4j.password)", e));
    }
    if (code.contains("TransactionTimedOut")) {
      return new GraphUnavailableException(
          "The graph database had no answer in "
              + Math.max(1, most.toSeconds())
              + " seconds; ask for less",
          e);
    }
    if (code.startsWith("Neo.ClientError.Statement") || code.startsWith("Neo.ClientError.Proc")) {
      return e;
    }
    return new GraphUnavailableException("The graph database cannot answer now; try again", e);
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.driver().close();
    }
  }
}
