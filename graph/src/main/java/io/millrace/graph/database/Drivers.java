package io.millrace.graph.database;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/**
 * One driver in a process for each way to a database, shared by all threads, as long as any of them
 * uses it: an executor's tasks come and go, and nobody tells it that a load is over.
 */
public final class Drivers {
  private static final Map<GraphAccess, Shared> OPEN = new HashMap<>();

  private Drivers() {}

  private static final class Shared {
    private final Driver driver;
    private int users;

    Shared(Driver driver) {
      this.driver = driver;
    }
  }

  /** The right to use a driver until it is closed; the last to close ends the driver. */
  public static final class Lease implements AutoCloseable {
    private final GraphAccess access;
    private final Driver driver;

    private Lease(GraphAccess access, Driver driver) {
      this.access = access;
      this.driver = driver;
    }

    /** The driver, which is not to be closed. */
    public Driver driver() {
      return driver;
    }

    @Override
    public void close() {
      giveBack(access);
    }
  }

  /**
   * Takes the driver of a database; none is asked yet whether it answers.
   *
   * @throws IllegalArgumentException where its URI is none
   */
  public static Lease lease(GraphAccess access) {
    synchronized (OPEN) {
      Shared shared = OPEN.computeIfAbsent(access, key -> new Shared(open(key)));
      shared.users++;
      return new Lease(access, shared.driver);
    }
  }

  private static Driver open(GraphAccess access) {
    AuthToken token =
        access.password().value().isEmpty()
            ? AuthTokens.none()
            : AuthTokens.basic(access.user(), access.password().value());
    Config config =
        Config.builder()
            .withConnectionTimeout(10, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(1, TimeUnit.MINUTES)
            // who uses it decides what is waited for
            .withMaxTransactionRetryTime(1, TimeUnit.SECONDS)
            .withUserAgent("millrace")
            .build();
    try {
      return GraphDatabase.driver(access.uri(), token, config);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use neo4j.uri " + access.uri() + ": " + e.getMessage(), e);
    }
  }

  private static void giveBack(GraphAccess access) {
    Driver unused = null;
    synchronized (OPEN) {
      Shared shared = Objects.requireNonNull(OPEN.get(access), "it was leased");
      shared.users--;
      if (shared.users == 0) {
        OPEN.remove(access);
        unused = shared.driver;
      }
    }
    if (unused != null) {
      unused.close();
    }
  }
}
