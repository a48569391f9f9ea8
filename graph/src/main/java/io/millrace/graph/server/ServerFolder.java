package io.millrace.graph.server;

import io.millrace.core.process.Processes;
import io.millrace.core.scratch.LockedFolder;
import io.millrace.graph.database.GraphException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The files of a server: {@code data/} and {@code logs/}, which are Neo4j's, {@code conf/}, {@code
 * password}, {@code port}, and {@code started}, which is there once it has answered.
 */
record ServerFolder(Path folder, long pageCache) {
  private static final int PASSWORD_BYTES = 24;
  private static final int ADMIN_SECONDS = 120;

  Path conf() {
    return folder.resolve("conf");
  }

  Path log() {
    return folder.resolve("logs").resolve("server.log");
  }

  Path passwordFile() {
    return folder.resolve("password");
  }

  private Path startedFile() {
    return folder.resolve("started");
  }

  private Path portFile() {
    return folder.resolve("port");
  }

  /** Makes the folder, for its owner alone: it holds what only some may read. */
  void make() throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectories(folder, only("rwx------"));
    }
    Files.createDirectories(conf());
    Files.createDirectories(log().resolveSibling(""));
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  Optional<String> password() {
    return read(passwordFile());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void noteStarted() throws IOException {
    if (!Files.exists(startedFile())) {
      Files.createFile(startedFile());
    }
  }

  /** Gives a server that has never answered its password; what a killed start left is removed. */
  void prepare() throws IOException {
    if (Files.exists(startedFile())) {
      if (password().isEmpty()) {
        throw new GraphException(
            GraphException.Code.GRAPH_START_FAILED,
            "Cannot start the graph database in "
                + folder
                + ": its password, the file "
                + passwordFile()
                + ", is gone; remove the folder, which can be made again, and load the graph anew");
      }
      return;
    }
    LockedFolder.remove(folder.resolve("data"));
    byte[] drawn = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(drawn);
    write(passwordFile(), HexFormat.of().formatHex(drawn));
    configure("127.0.0.1", 0);
    setPassword();
  }

  private static void write(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, only("rw-------"));
    Files.writeString(draft, content + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void setPassword() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Installation.java().toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", Installation.classPath()));
    command.add("org.neo4j.cli.AdminTool");
    // the file's name and not its content: everybody sees the arguments of processes
    command.addAll(List.of("dbms", "set-initial-password", "@" + passwordFile()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    LocalServer.withoutForeignSettings(builder.environment());
    builder.environment().put("NEO4J_HOME", folder.toString());
    builder.environment().put("NEO4J_CONF", conf().toString());
    builder.redirectOutput(log().toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(ADMIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new GraphException(
            GraphException.Code.GRAPH_START_FAILED,
            "Cannot give the graph database its password: "
                + Files.readString(log(), StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new GraphException(
          GraphException.Code.GRAPH_START_FAILED, "Interrupted while the graph database started");
    }
  }

  /** The port of the last start, for whoever still knows it, or one that is free. */
  int port() throws IOException {
    Optional<Integer> last =
        read(portFile()).filter(text -> text.matches("\\d{1,5}")).map(Integer::valueOf);
    int port = last.isPresent() && isFree(last.get()) ? last.get() : Processes.freePort();
    write(portFile(), Integer.toString(port));
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes what the server reads at its start. */
  void configure(String host, int port) throws IOException {
    String address = host + ":" + port;
    write(
        conf().resolve("neo4j.conf"),
        String.join(
            "\n",
            "server.default_listen_address=" + host,
            "server.bolt.listen_address=" + address,
            "server.bolt.advertised_address=" + address,
            "server.http.enabled=false",
            "server.https.enabled=false",
            "server.memory.pagecache.size=" + (pageCache >> 10) + "k",
            // the graph can be loaded again: no logs beyond what a recovery reads
            "db.tx_log.rotation.retention_policy=keep_none",
            "db.tx_log.rotation.size=64m",
            "db.tx_log.preallocate=false",
            "dbms.usage_report.enabled=false"));
  }
}
