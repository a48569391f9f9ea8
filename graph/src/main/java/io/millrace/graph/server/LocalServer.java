package io.millrace.graph.server;

import io.millrace.core.process.Detached;
import io.millrace.core.process.Processes;
import io.millrace.core.settings.Secret;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphException;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The Neo4j server of one folder. Which process runs is read from the processes themselves, by
 * their command lines, so that nothing that is killed can leave a wrong note; a start that was
 * killed is gone on with by the next. It listens on the loopback interface alone, and its password
 * is in a file that only its owner can read. Any threads and processes may use one folder.
 */
public final class LocalServer {
  private static final String FOLDER = "-Dmillrace.graph.folder=";
  private static final String PORT = "-Dmillrace.graph.port=";
  private static final String MAIN = "org.neo4j.server.CommunityEntryPoint";
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LAST_WRITES = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int LOG_LINES = 6;

  /** A file lock keeps processes apart, not threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path folder;
  private final long heap;
  private final ServerFolder files;

  /**
   * The server of a folder, running or not.
   *
   * @param folder where its data is
   * @param heap its Java heap in bytes
   * @param pageCache its memory for pages of files in bytes
   */
  public LocalServer(Path folder, long heap, long pageCache) {
    this.folder = folder.toAbsolutePath().normalize();
    this.heap = heap;
    this.files = new ServerFolder(this.folder, pageCache);
  }

  /**
   * A server that runs.
   *
   * @param access how it is reached
   * @param process it
   */
  public record Running(GraphAccess access, ProcessHandle process) {}

  /** The server, if it runs; it may not answer yet. */
  public Optional<Running> running() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .map(this::running)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Running> running(ProcessHandle process) {
    List<String> arguments = Processes.arguments(process);
    if (!arguments.contains(FOLDER + folder) || !arguments.contains(MAIN)) {
      return Optional.empty();
    }
    return arguments.stream()
        .filter(argument -> argument.startsWith(PORT))
        .map(argument -> "bolt://" + HOST + ":" + argument.substring(PORT.length()))
        .findFirst()
        .flatMap(
            uri ->
                files
                    .password()
                    .map(
                        password ->
                            new Running(
                                new GraphAccess(uri, "neo4j", new Secret(password)), process)));
  }

  /**
   * Starts it, unless it runs already, and waits until it answers.
   *
   * @param messages hears that it is started, which takes a quarter of a minute
   * @throws GraphException with the end of its log, where it does not come up
   */
  public Running up(Consumer<String> messages) {
    THREADS.lock();
    try {
      files.make();
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Optional<Running> before = running();
        if (before.isEmpty()) {
          messages.accept("starting the graph database in " + folder);
          start();
        }
        Running running = await();
        files.noteStarted();
        return running;
      }
    } catch (IOException e) {
      throw new GraphException(
          GraphException.Code.GRAPH_START_FAILED,
          "Cannot start the graph database in " + folder + ": " + e.getMessage(),
          e);
    } finally {
      THREADS.unlock();
    }
  }

  private void start() throws IOException {
    files.prepare();
    int port = files.port();
    files.configure(HOST, port);
    List<String> command = new ArrayList<>(Detached.COMMAND);
    command.add(Installation.java().toString());
    command.add("-Xmx" + (heap >> 20) + "m");
    command.addAll(
        List.of(
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC"));
    command.addAll(List.of(FOLDER + folder, PORT + port, "-cp", Installation.classPath(), MAIN));
    command.addAll(
        List.of("--console-mode", "--home-dir=" + folder, "--config-dir=" + files.conf()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(files.log().toFile());
    withoutForeignSettings(builder.environment());
    builder.start();
  }

  /** Passwords of settings are none of its business, nor are another installation's folders. */
  static void withoutForeignSettings(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> name.startsWith("MILLRACE_") || name.startsWith("NEO4J_"));
  }

  private Running await() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String state = "it did not run";
    boolean seen = false;
    while (System.nanoTime() < end) {
      Optional<Running> running = running();
      if (running.isPresent()) {
        seen = true;
        state = state(running.get().access());
        if (state.isEmpty()) {
          return running.get();
        }
      } else if (seen) {
        state = "it ended";
        break;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    down();
    throw new GraphException(
        GraphException.Code.GRAPH_START_FAILED,
        "Cannot start the graph database: "
            + state
            + "; its log "
            + files.log()
            + " ends with: "
            + lastLines());
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(files.log());
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /** Why it cannot be used yet; empty where it can. */
  private String state(GraphAccess access) {
    try (Drivers.Lease lease = Drivers.lease(access);
        Session session = lease.driver().session()) {
      session.run("RETURN 1").consume();
      return "";
    } catch (AuthenticationException e) {
      throw new GraphException(
          GraphException.Code.GRAPH_ACCESS,
          "Cannot use the graph database in "
              + folder
              + ": its password is not the one in "
              + files.passwordFile()
              + "; end it, remove the folder, which can be made again, and load the graph anew",
          e);
    } catch (Neo4jException e) {
      return "it did not answer for " + PATIENCE.toSeconds() + " s (" + e.getMessage() + ")";
    }
  }

  /** Ends it: what was written is put in order first; empty where none runs. */
  public Optional<Running> down() {
    Optional<Running> running = running();
    running
        .map(Running::process)
        .ifPresent(each -> Processes.end(List.of(each), List.of(each), LAST_WRITES));
    return running;
  }
}
