package io.millrace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A PostgreSQL server with a new, empty cluster that is deleted when it is closed. PostgreSQL does
 * not run as root: where the test does, the server runs as the user {@code postgres} that its
 * package makes.
 */
public final class PostgreSql implements AutoCloseable {
  /**
   * The system property that makes a missing PostgreSQL a failure; continuous integration sets it.
   */
  public static final String REQUIRED = "millrace.postgresql.required";

  /** The user that may do everything. */
  public static final String USER = "millrace";

  private static final Path PACKAGE = Path.of("/usr/lib/postgresql");
  private static final String SERVER_USER = "postgres";

  private final Path folder;
  private final int port;
  private final String password;
  private final ServerProcess server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgreSql(Path folder, int port, String password, ServerProcess server) {
    this.folder = folder;
    this.port = port;
    this.password = password;
    this.server = server;
  }

  /**
   * Starts a server.
   *
   * @throws TestAbortedException where PostgreSQL is not installed; it says how to install it
   */
  public static PostgreSql start() {
    Path programs = programs().orElseThrow(PostgreSql::missing);
    String password = UUID.randomUUID().toString();
    int port = ServerProcess.freePort();
    try {
      Path folder = Files.createTempDirectory("millrace-postgresql-");
      Path secret = Files.writeString(folder.resolve("password"), password);
      Path data = Files.createDirectory(folder.resolve("data"));
      if (isRoot()) {
        giveTo(SERVER_USER, folder, secret, data);
      }
      run(
          command(
              programs.resolve("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + USER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C.UTF-8",
              "--no-sync"));
      ProcessBuilder postgres =
          command(
              programs.resolve("postgres").toString(),
              "-D",
              data.toString(),
              "-p",
              Integer.toString(port),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "unix_socket_directories=",
              "-c",
              "lc_messages=C",
              "-c",
              "fsync=off");
      return new PostgreSql(
          folder, port, password, ServerProcess.start(postgres, "ready to accept connections"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest installed version's programs. */
  private static Optional<Path> programs() {
    if (!Files.isDirectory(PACKAGE)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PACKAGE)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .max(Comparator.comparingInt(PostgreSql::version))
          .map(version -> version.resolve("bin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int version(Path folder) {
    String digits = folder.toString().replaceAll(".*[^0-9]", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static RuntimeException missing() {
    String how =
        "Cannot test the catalog on PostgreSQL: there is no "
            + PACKAGE
            + "; install it with: apt-get install postgresql";
    return Boolean.getBoolean(REQUIRED)
        ? new IllegalStateException(how)
        : new TestAbortedException(how);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + SERVER_USER, "--regid=" + SERVER_USER, "--clear-groups"));
    }
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static void giveTo(String user, Path... paths) throws IOException {
    UserPrincipal owner =
        paths[0].getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    for (Path path : paths) {
      Files.setOwner(path, owner);
      Files.setPosixFilePermissions(
          path,
          PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  private static void run(ProcessBuilder command) throws IOException {
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("Cannot set PostgreSQL up: it said " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot set PostgreSQL up: interrupted", e);
    }
  }

  /** A new, empty database; its JDBC URI. */
  public String newDatabase() {
    String name = "db" + databases.incrementAndGet();
    Properties access = new Properties();
    access.setProperty("user", USER);
    access.setProperty("password", password);
    try (Connection connection = DriverManager.getConnection(uri("postgres"), access);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot make a database: " + e.getMessage(), e);
    }
    return uri(name);
  }

  private String uri(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The password of {@link #USER}. */
  public String password() {
    return password;
  }

  @Override
  public void close() {
    server.close();
    Folders.delete(folder);
  }
}
