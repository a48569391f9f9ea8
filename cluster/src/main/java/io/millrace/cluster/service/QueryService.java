package io.millrace.cluster.service;

import io.millrace.cluster.standalone.Detached;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.QuerySettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The query service of one warehouse on this machine. What runs is read from the processes
 * themselves, by their command lines, so that nothing that is killed can leave a wrong note.
 */
public final class QueryService {
  private static final String MAIN = "io.millrace.query.Serve";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int LOG_LINES = 12;

  private final WarehouseFolders warehouse;

  /** The service of a warehouse, running or not. */
  public QueryService(WarehouseFolders warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * A service that runs.
   *
   * @param url where it answers
   * @param process it
   */
  public record Running(String url, ProcessHandle process) {}

  /** The service that runs, if one does. */
  public Optional<Running> running() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .map(this::running)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Running> running(ProcessHandle process) {
    List<String> arguments = process.info().arguments().map(Arrays::asList).orElse(List.of());
    if (!arguments.contains(MAIN)
        || !after(arguments, "--warehouse").equals(warehouse.root().toString())) {
      return Optional.empty();
    }
    String scheme = arguments.contains("--keystore") ? "https" : "http";
    String host = after(arguments, "--host");
    return Optional.of(
        new Running(
            scheme
                + "://"
                + (host.equals("0.0.0.0") ? "127.0.0.1" : host)
                + ":"
                + after(arguments, "--port"),
            process));
  }

  private static String after(List<String> arguments, String name) {
    int index = arguments.indexOf(name);
    return index < 0 || index + 1 == arguments.size() ? "" : arguments.get(index + 1);
  }

  /** Where its output goes. */
  public Path log() {
    return warehouse.logs().resolve("service.log");
  }

  /**
   * Starts it, unless it runs, and waits until it answers.
   *
   * @param launcher the {@code millrace} script
   * @param options more of its flags
   * @throws ServiceException with the end of its log, where it does not come up
   */
  public Running up(Path launcher, QuerySettings settings, List<String> options) {
    Optional<Running> before = running();
    if (before.isPresent()) {
      return before.get();
    }
    try {
      Files.createDirectories(log().getParent());
      int port = settings.port() == 0 ? free() : settings.port();
      List<String> command = new ArrayList<>(Detached.COMMAND);
      command.addAll(List.of(launcher.toString(), "serve"));
      command.addAll(List.of("--warehouse", warehouse.root().toString()));
      command.addAll(List.of("--host", settings.host(), "--port", Integer.toString(port)));
      settings.keystore().ifPresent(file -> command.addAll(List.of("--keystore", file)));
      command.addAll(options);
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

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Running await(Process process) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      Optional<Running> running = running(process.toHandle());
      if (running.isPresent() && answers(running.get().url())) {
        return running.get();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    boolean ended = !process.isAlive();
    process.destroy();
    List<String> lines = Files.readAllLines(log());
    throw new ServiceException(
        "Cannot start the query service: it "
            + (ended ? "ended" : "did not answer for " + PATIENCE.toSeconds() + " s")
            + "; its log "
            + log()
            + " ends with: "
            + String.join(
                " | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
  }

  /** Whether it has opened what there is: ready, or with nothing published to be ready for. */
  private boolean answers(String url) throws IOException {
    if (url.startsWith("https:")) {
      return Files.readString(log()).contains("Serving at ");
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
      return answer.statusCode() == 200 || answer.body().contains("\"release\":null");
    } catch (IOException e) {
      return false; // it does not listen yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException("Interrupted while the query service started", e);
    }
  }

  /** Ends it: running requests are answered first; empty where none runs. */
  public Optional<Running> down() {
    Optional<Running> running = running();
    running.ifPresent(
        each -> {
          each.process().destroy();
          if (!ended(each.process(), 15)) {
            each.process().destroyForcibly();
            ended(each.process(), 15);
          }
        });
    return running;
  }

  private static boolean ended(ProcessHandle process, int seconds) {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException("Interrupted while the query service ended", e);
    } catch (ExecutionException e) {
      throw new ServiceException("Cannot wait for the query service", e);
    }
  }
}
