package io.millrace.cluster.service;

import io.millrace.core.process.Detached;
import io.millrace.core.process.Processes;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.QuerySettings;
import io.millrace.query.QueryServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The query service of one warehouse that {@link #up} started on this machine. What runs is read
 * from the processes themselves, by their command lines, so that nothing that is killed can leave a
 * wrong note. A {@code millrace serve} that somebody runs in the foreground is his own concern.
 */
public final class QueryService {
  private static final String MAIN = "io.millrace.query.Serve";
  private static final String SERVING = "Serving at ";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
  private static final int LOG_LINES = 6;

  private final WarehouseFolders warehouse;
  private final QuerySettings settings;

  /** The service of a warehouse, running or not, as settings want it. */
  public QueryService(WarehouseFolders warehouse, QuerySettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
  }

  /**
   * A service that runs.
   *
   * @param url where it answers
   * @param process it
   * @param options the flags that it was started with
   */
  public record Running(String url, ProcessHandle process, List<String> options) {
    public Running {
      options = List.copyOf(options);
    }
  }

  /** The service that runs, if one does. */
  public Optional<Running> running() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .map(this::running)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Running> running(ProcessHandle process) {
    List<String> arguments = Processes.arguments(process);
    int main = arguments.indexOf(MAIN);
    List<String> options = main < 0 ? List.of() : arguments.subList(main + 1, arguments.size());
    if (!after(options, "--warehouse").equals(warehouse.root().toString())
        || after(options, "--host").isEmpty()
        || after(options, "--port").isEmpty()) {
      return Optional.empty();
    }
    String url =
        QueryServer.url(
            options.contains("--keystore"),
            after(options, "--host"),
            Integer.parseInt(after(options, "--port")));
    return Optional.of(new Running(url, process, options));
  }

  private static String after(List<String> arguments, String name) {
    int index = arguments.indexOf(name);
    return index < 0 || index + 1 == arguments.size() ? "" : arguments.get(index + 1);
  }

  /** Where its output goes; that of the run before is kept beside it. */
  public Path log() {
    return settings.logs().map(Path::of).orElse(warehouse.logs()).resolve("service.log");
  }

  /**
   * Starts it, unless it runs like this already, and waits until it answers.
   *
   * @param launcher the {@code millrace} script
   * @param more other flags of {@code millrace serve}
   * @throws ServiceException where it runs with other flags, or with the end of its log, where it
   *     does not come up
   */
  public Running up(Path launcher, List<String> more) {
    Optional<Running> before = running();
    if (before.isPresent()) {
      requireSame(before.get(), more);
      return before.get();
    }
    try {
      Files.createDirectories(log().getParent());
      if (Files.exists(log())) {
        Files.move(
            log(), log().resolveSibling("service-before.log"), StandardCopyOption.REPLACE_EXISTING);
      }
      List<String> command = new ArrayList<>(Detached.COMMAND);
      command.addAll(List.of(launcher.toString(), "serve"));
      command.addAll(options(settings.port() == 0 ? Processes.freePort() : settings.port(), more));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(log().toFile())
              .start();
      return await(process);
    } catch (IOException e) {
      throw new ServiceException("Cannot start the query service: " + e.getMessage(), e);
    }
  }

  private List<String> options(int port, List<String> more) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--warehouse", warehouse.root().toString()));
    options.addAll(List.of("--host", settings.host(), "--port", Integer.toString(port)));
    settings.keystore().ifPresent(file -> options.addAll(List.of("--keystore", file)));
    if (settings.access() == QuerySettings.Access.KEY) {
      options.add("--require-key");
    }
    options.addAll(more);
    return options;
  }

  /** Who asks for a closed door must not be told that an open one is it. */
  private void requireSame(Running running, List<String> more) {
    int port =
        settings.port() == 0
            ? Integer.parseInt(after(running.options(), "--port"))
            : settings.port();
    List<String> wanted = options(port, more);
    if (!running.options().equals(wanted)) {
      throw new ServiceException(
          "Cannot start the query service: one of this warehouse runs at "
              + running.url()
              + " with other settings ("
              + String.join(" ", running.options())
              + ", and wanted are "
              + String.join(" ", wanted)
              + "); 'millrace down' ends it");
    }
  }

  /** Waits for what this very process says: at its port another one may answer. */
  private Running await(Process process) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String state = "it did not listen";
    while (process.isAlive() && System.nanoTime() < end) {
      Optional<Running> running = running(process.toHandle());
      if (running.isPresent() && Files.readString(log()).contains(SERVING)) {
        state = state(running.get().url());
        if (state.isEmpty()) {
          return running.get();
        }
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    boolean ended = !process.isAlive();
    process.destroy();
    throw new ServiceException(
        "Cannot start the query service: "
            + (ended ? "it ended" : state + " for " + PATIENCE.toSeconds() + " s")
            + "; its log "
            + log()
            + " ends with: "
            + lastLines());
  }

  /** What went wrong is said last, by the service itself. */
  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log());
    Optional<String> own =
        lines.stream().filter(line -> line.startsWith("millrace: ")).reduce((a, b) -> b);
    return own.map(line -> line.substring("millrace: ".length()))
        .orElse(
            String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
  }

  /** Why it is not up yet; empty where it is ready, or nothing was published to be ready for. */
  private static String state(String url) {
    if (url.startsWith("https:")) {
      return ""; // its certificate need not be one that Java trusts
    }
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(1))
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(url + "/readyz"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 || answer.body().contains("Nothing was published yet")
          ? ""
          : "it was not ready (" + answer.body().strip() + ")";
    } catch (IOException e) {
      return "it did not answer (" + e.getMessage() + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException("Interrupted while the query service started", e);
    }
  }

  /** Ends it: running requests are answered first; empty where none runs. */
  public Optional<Running> down() {
    Optional<Running> running = running();
    running
        .map(Running::process)
        .ifPresent(each -> Processes.end(List.of(each), List.of(each), LAST_ANSWERS));
    return running;
  }
}
