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
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
        dead.addAll(ClusterProcess.workers(state.get().size()));
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
        page.map(MasterPage::workerPorts).orElse(Set.of()).size(),
        page.map(MasterPage::applications).orElse(0));
  }

  /** Where a process's output goes. */
  public Path log(String role) {
    return start.log(role);
  }

  /**
   * Starts the cluster, or what is missing of it, and waits until the workers that it has started
   * have registered.
   *
   * @param port the master's; 0 for any that is free
   * @throws ClusterException with what is wrong; nothing that was started is left then, and what
   *     lived before lives on
   */
  public Status up(ClusterSize size, int port) {
    return locked(
        () -> {
          Status before = status();
          Optional<ClusterProcess> master =
              before.processes().stream()
                  .filter(each -> each.role().equals(ClusterProcess.MASTER))
                  .findFirst();
          if (master.isPresent() && before.state().isPresent()) {
            return repair(before.state().get(), before, master.get(), size);
          }
          if (!before.processes().isEmpty()) {
            messages.accept("ending " + before.processes().size() + " processes without a master");
            ClusterProcess.stop(before.processes());
          }
          return create(new ClusterState(usable(port), usable(0), size));
        });
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

  /** Starts all of a cluster; ends it where that fails. */
  private Status create(ClusterState state) throws IOException {
    boolean done = false;
    state.write(folder);
    try {
      ClusterProcess master = start.master(state);
      await(List.of(master), () -> MasterPage.of(state).isPresent() ? List.of() : List.of(master));
      String url = MasterPage.of(state).map(MasterPage::url).orElse("nowhere");
      if (!url.equals(state.master())) {
        throw new ClusterException(
            ClusterException.Code.PORT_TAKEN,
            "Cannot start the cluster: its master should be at "
                + state.master()
                + " and is at "
                + url);
      }
      startWorkers(state, master, ClusterProcess.workers(state.size()));
      done = true;
      return status();
    } finally {
      if (!done) {
        ClusterProcess.stop(ClusterProcess.find(folder)); // nothing lived before
        ClusterState.delete(folder);
      }
    }
  }

  /** Starts the dead workers of a master that lives. */
  private Status repair(ClusterState state, Status before, ClusterProcess master, ClusterSize size)
      throws IOException {
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
    startWorkers(state, master, before.dead());
    return status();
  }

  /** Starts workers and waits until all of them have registered; ends them where that fails. */
  private void startWorkers(ClusterState state, ClusterProcess master, List<String> roles)
      throws IOException {
    Map<ClusterProcess, Integer> ports = new LinkedHashMap<>();
    boolean done = false;
    try {
      for (String role : roles) {
        int port = usable(0);
        ports.put(start.worker(state, role, port), port);
      }
      List<ClusterProcess> needed = new ArrayList<>(ports.keySet());
      needed.add(master);
      await(
          needed,
          () -> {
            Set<Integer> known = MasterPage.of(state).map(MasterPage::workerPorts).orElse(Set.of());
            return ports.keySet().stream()
                .filter(worker -> !known.contains(ports.get(worker)))
                .toList();
          });
      done = true;
    } finally {
      if (!done) {
        ClusterProcess.stop(ports.keySet());
      }
    }
  }

  /**
   * Waits for processes.
   *
   * @param needed those without which there is nothing to wait for
   * @param missing tells which are not ready yet
   */
  private void await(List<ClusterProcess> needed, Supplier<List<ClusterProcess>> missing)
      throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (List<ClusterProcess> left = missing.get(); !left.isEmpty(); left = missing.get()) {
      for (ClusterProcess process : needed) {
        if (!process.handle().isAlive()) {
          throw startFailed(process, "has ended");
        }
      }
      if (System.nanoTime() > end) {
        throw startFailed(left.get(0), "is not ready after 3 minutes");
      }
      LockSupport.parkNanos(POLL.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw startFailed(left.get(0), "is not ready, and the wait was interrupted");
      }
    }
  }

  private ClusterException startFailed(ClusterProcess process, String why) throws IOException {
    Path log = start.log(process.role());
    List<String> lines = Files.readString(log).lines().toList();
    return new ClusterException(
        ClusterException.Code.START_FAILED,
        "Cannot start the cluster: "
            + process.role()
            + " "
            + why
            + "; its log "
            + log
            + " says: "
            + String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
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
