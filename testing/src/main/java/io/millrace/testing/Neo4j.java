package io.millrace.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A graph database of its own in a temporary folder, deleted when it is closed. It can be stopped
 * and started again at the same port with the same data. For one thread.
 */
public final class Neo4j implements AutoCloseable {
  /** The system property that names the folder of its jars. */
  public static final String JARS = "millrace.neo4j";

  /** Its only user. */
  public static final String USER = "neo4j";

  private final Path folder;
  private final int port;
  private final String password;
  private @Nullable ServerProcess server;

  private Neo4j(Path folder, int port, String password) {
    this.folder = folder;
    this.port = port;
    this.password = password;
  }

  /** Starts a server without data, which takes some seconds. */
  public static Neo4j start() {
    try {
      Path folder = Files.createTempDirectory("millrace-neo4j-");
      Neo4j neo4j = new Neo4j(folder, ServerProcess.freePort(), UUID.randomUUID().toString());
      Files.createDirectories(folder.resolve("conf"));
      Files.writeString(folder.resolve("conf").resolve("neo4j.conf"), neo4j.settings());
      ServerProcess.start(
              neo4j.java(
                  "-Xmx64m",
                  "org.neo4j.cli.AdminTool",
                  "dbms",
                  "set-initial-password",
                  neo4j.password),
              "Changed password")
          .close();
      neo4j.restart();
      return neo4j;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String settings() {
    return """
    server.bolt.listen_address=127.0.0.1:%d
    server.bolt.advertised_address=127.0.0.1:%d
    server.http.enabled=false
    server.memory.pagecache.size=64m
    db.tx_log.rotation.retention_policy=keep_none
    dbms.usage_report.enabled=false
    """
        .formatted(port, port);
  }

  private ProcessBuilder java(String heap, String... command) {
    String jars = System.getProperty(JARS, "");
    if (jars.isEmpty() || !Files.isDirectory(Path.of(jars))) {
      throw new IllegalStateException(
          "Cannot start Neo4j: the system property " + JARS + " names no folder, but " + jars);
    }
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            jars + File.separator + "*");
    process.command().addAll(List.of(command));
    process.environment().put("NEO4J_HOME", folder.toString());
    process.environment().put("NEO4J_CONF", folder.resolve("conf").toString());
    return process;
  }

  /** Starts it again, where it is stopped. */
  public void restart() {
    if (server == null) {
      server =
          ServerProcess.start(
              java(
                  "-Xmx256m",
                  "org.neo4j.server.CommunityEntryPoint",
                  "--console-mode",
                  "--home-dir=" + folder,
                  "--config-dir=" + folder.resolve("conf")),
              "Started.");
    }
  }

  /** Ends its process; the data stays. */
  public void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** Its Bolt address. */
  public String uri() {
    return "bolt://127.0.0.1:" + port;
  }

  /** The password of {@link #USER}. */
  public String password() {
    return password;
  }

  @Override
  public void close() {
    stop();
    Folders.delete(folder);
  }
}
