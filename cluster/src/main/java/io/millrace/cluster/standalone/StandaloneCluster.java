package io.millrace.cluster.standalone;

import io.millrace.cluster.layout.Layout;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A Spark standalone master and workers on the loopback interface of this machine. One folder holds
 * one cluster: {@code cluster.json}, {@code logs/}, and the executors' {@code work/}. Killing this
 * program or any of the processes at any time leaves nothing that the next {@link #up} or {@link
 * #down} does not put in order.
 */
public final class StandaloneCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int LOG_LINES = 12;

  private final Path folder;
  private final DaemonStart start;
  private final Consumer<String> messages;

  /**
   * The cluster in a folder, running or not.
   *
   * @param folder made where it is missing
   * @param messages hears what is repaired
   */
  public StandaloneCluster(Layout layout, Path folder, Consumer<String> messages) {
    this.folder = folder.toAbsolutePath().normalize();
    this.start = new DaemonStart(layout, this.folder);
    this.messages = messages;
  }

  /**
   * What there is of a cluster.
   *
   * @param state what was started; empty where it is down
   * @param processes those that live
   * @param aliveWorkers workers that the master can use
   * @param applications applications that run on it
   */
  public record Status(
      Optional<ClusterState> state,
      List<ClusterProcess> processes,
      int aliveWorkers,
      int applications) {

    /** Whether all of it works. */
    public boolean whole() {
      return state.isPresent()
          && aliveWorkers >= state.get().size().workers()
          && processes.size() > state.get().size().workers();
    }

    /** The roles of the processes that should live and do not. */
    public List<String> dead() {
      List<String> dead = new ArrayList<>();
      if (state.isPresent()) {
        dead.add(ClusterProcess.MASTER);
        for (int i = 1; i <= state.get().size().workers(); i++) {
          dead.add(ClusterProcess.worker(i));
        }
        processes.forEach(process -> dead.remove(process.role()));
      }
      return dead;
    }
  }

  /** What lives. */
  public Status status() {
    Optional<ClusterState> state = ClusterState.read(folder);
    Optional<MasterPage> page = state.flatMap(MasterPage::of);
    return new Status(
        state,
        ClusterProcess.find(folder),
        page.map(MasterPage::aliveWorkers).orElse(0),
        page.map(MasterPage::applications).orElse(0));
  }

  /** Where a process's output goes. */
  public Path log(String role) {
    return start.log(role);
  }

  /**
   * Starts the cluster, or what is missing of it, and waits until its workers have registered.
   *
   * @param port the master's; 0 for any that is free
   * @throws ClusterException with what is wrong; nothing that was started is left then
   */
  public Status up(ClusterSize size, int port) {
    return locked(
        () -> {
          Status before = status();
          Optional<ClusterState> running = runningMaster(before);
          if (running.isPresent()) {
            ClusterState state = running.get();
            if (before.whole() || !state.size().equals(size)) {
              throw new ClusterException(
                  ClusterException.Code.ALREADY_UP,
                  "Cannot start the cluster: it is up at "
                      + state.master()
                      + " with "
                      + state.size()
                      + "; 'millrace cluster down' ends it");
            }
            before.dead().forEach(role -> messages.accept("starting " + role + " again"));
            return complete(state, before);
          }
          if (!before.processes().isEmpty()) {
            messages.accept("ending " + before.processes().size() + " processes without a master");
            ClusterProcess.stop(before.processes());
          }
          ClusterState state = new ClusterState(usable(port), usable(0), size);
          state.write(folder);
          return complete(state, status());
        });
  }

  private Optional<ClusterState> runningMaster(Status status) {
    return status.processes().stream().anyMatch(each -> each.role().equals(ClusterProcess.MASTER))
        ? status.state()
        : Optional.empty();
  }

  /** Ends the cluster; returns what lived. */
  public List<ClusterProcess> down() {
    return locked(
        () -> {
          List<ClusterProcess> processes = ClusterProcess.find(folder);
          ClusterProcess.stop(processes);
          ClusterState.delete(folder);
          return processes;
        });
  }

  /** Starts what is dead and waits; ends everything where that fails. */
  private Status complete(ClusterState state, Status before) throws IOException {
    boolean done = false;
    try {
      List<String> dead = before.dead();
      if (dead.contains(ClusterProcess.MASTER)) {
        Process master = start.master(state);
        await(ClusterProcess.MASTER, master, () -> MasterPage.of(state).isPresent());
        String url = MasterPage.of(state).map(MasterPage::url).orElse("nowhere");
        if (!url.equals(state.master())) {
          throw new ClusterException(
              ClusterException.Code.PORT_TAKEN,
              "Cannot start the cluster: its master should be at "
                  + state.master()
                  + " and is at "
                  + url);
        }
      }
      Map<String, Process> started = new LinkedHashMap<>();
      for (int i = 1; i <= state.size().workers(); i++) {
        String role = ClusterProcess.worker(i);
        if (dead.contains(role)) {
          started.put(role, start.worker(state, i));
        }
      }
      for (Map.Entry<String, Process> worker : started.entrySet()) {
        await(worker.getKey(), worker.getValue(), () -> status().whole());
      }
      done = true;
      return status();
    } finally {
      if (!done) {
        ClusterProcess.stop(ClusterProcess.find(folder));
        ClusterState.delete(folder);
      }
    }
  }

  private void await(String role, Process process, BooleanSupplier ready) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new ClusterException(
            ClusterException.Code.START_FAILED,
            "Cannot start the cluster: "
                + role
                + (process.isAlive() ? " is not ready after 3 minutes" : " has ended")
                + "; its log "
                + start.log(role)
                + " says: "
                + end(start.log(role)));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /** {@code port} where nobody listens on it, or for 0 any such port. */
  private static int usable(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(ClusterState.HOST), port));
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new ClusterException(
          ClusterException.Code.PORT_TAKEN,
          "Cannot start the cluster: port "
              + port
              + " of "
              + ClusterState.HOST
              + " is taken by another program; choose another with --port, or 0 for any free one",
          e);
    }
  }

  /** Work on the folder. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  /** One {@code up} or {@code down} at a time; the lock goes with the process that holds it. */
  private <T> T locked(Work<T> work) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Objects.requireNonNull(lock);
        return work.run();
      }
    } catch (IOException e) {
      throw new ClusterException(
          ClusterException.Code.FOLDER,
          "Cannot use the folder " + folder + " of the local cluster: " + e,
          e);
    }
  }
}
