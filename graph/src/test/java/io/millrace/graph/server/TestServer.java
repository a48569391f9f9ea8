package io.millrace.graph.server;

import io.millrace.core.scratch.LockedFolder;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * One Neo4j server for all tests of a process, on a free port; it is started by the first and ended
 * with the process. Its driver stays open as long.
 */
public final class TestServer {
  private static @Nullable TestServer only;

  private final Path folder;
  private final LocalServer server;
  private GraphAccess access;
  private Drivers.Lease lease;

  private TestServer() {
    try {
      folder = Files.createTempDirectory("millrace-graph-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = new LocalServer(folder.resolve("graph"), 512L << 20, 128L << 20);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop-graph-server"));
    access = server.up(message -> {}).access();
    lease = Drivers.lease(access);
  }

  /** The server, which holds an empty database. */
  public static synchronized TestServer empty() {
    if (only == null) {
      only = new TestServer();
    }
    only.clear();
    return only;
  }

  private void clear() {
    try (Session session = driver().session()) {
      session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume();
    }
  }

  /** How it is reached. */
  public GraphAccess access() {
    return access;
  }

  /** A driver, which is not to be closed. */
  public Driver driver() {
    return lease.driver();
  }

  /** Kills it as a machine's failure would. */
  public void kill() {
    ProcessHandle process = server.running().orElseThrow().process();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts it again after {@link #kill()}; it takes the port that it had. */
  public void restart() {
    GraphAccess again = server.up(message -> {}).access();
    if (!again.equals(access)) {
      throw new IllegalStateException(
          "Cannot go on: the server was at " + access.uri() + " and is at " + again.uri());
    }
  }

  private void end() {
    server.down();
    try {
      LockedFolder.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
