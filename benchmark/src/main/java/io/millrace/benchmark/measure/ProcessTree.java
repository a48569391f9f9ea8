package io.millrace.benchmark.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches a process and everything it starts, on Linux: processor time and peak memory of each, as
 * {@code /proc} last had them. What a process did in the {@value #PERIOD_MILLIS} ms before it ended
 * is not seen. Closing stops the watching.
 */
public final class ProcessTree implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;
  private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux

  private final ProcessHandle root;
  private final Function<String, String> role;
  private final Map<Long, Seen> seen = new HashMap<>();
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "process-tree");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What one process came to.
   *
   * @param role what it is, as the caller names it
   * @param cpuSeconds user and system time
   * @param peakBytes the largest resident set
   */
  public record Seen(String role, double cpuSeconds, long peakBytes) {}

  private ProcessTree(ProcessHandle root, Function<String, String> role) {
    this.root = root;
    this.role = role;
  }

  /**
   * Begins to watch.
   *
   * @param role names a process by its command line, its arguments with spaces between them
   */
  public static ProcessTree watch(ProcessHandle root, Function<String, String> role) {
    ProcessTree tree = new ProcessTree(root, role);
    tree.sample();
    var unused =
        tree.sampler.scheduleAtFixedRate(
            tree::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return tree;
  }

  private synchronized void sample() {
    add(root);
    root.descendants().forEach(this::add);
  }

  private void add(ProcessHandle process) {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    try {
      String stat = Files.readString(folder.resolve("stat"));
      // the name in parentheses may hold spaces: count from behind it
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
      long peak = peak(folder);
      Seen before = seen.get(process.pid());
      if (before != null && peak == 0) {
        peak = before.peakBytes(); // a process that has ended has no memory any more
      }
      seen.put(process.pid(), new Seen(role(folder, before), cpu, peak));
    } catch (IOException | UncheckedIOException e) {
      // it has ended between the listing and the reading: the last look at it stands
      seen.computeIfAbsent(process.pid(), pid -> new Seen("", 0, 0));
    }
  }

  /** What it is now, since a launcher becomes what it launches; at its end, what it was. */
  private String role(Path folder, @Nullable Seen before) throws IOException {
    String command = Files.readString(folder.resolve("cmdline")).replace('\0', ' ').strip();
    if (command.isEmpty()) {
      return before == null ? "" : before.role();
    }
    return role.apply(command);
  }

  private static long peak(Path folder) throws IOException {
    try (var lines = Files.lines(folder.resolve("status"))) {
      Optional<String> line = lines.filter(each -> each.startsWith("VmHWM:")).findFirst();
      return line.map(each -> Long.parseLong(each.replaceAll("\\D", "")) << 10).orElse(0L);
    }
  }

  /** Processor time of all of them so far, in seconds. */
  public synchronized double cpuSeconds() {
    sample();
    return seen.values().stream().mapToDouble(Seen::cpuSeconds).sum();
  }

  /** The largest peak among the processes of each role, in bytes. */
  public synchronized Map<String, Long> peakBytes() {
    Map<String, Long> peaks = new HashMap<>();
    seen.values().forEach(each -> peaks.merge(each.role(), each.peakBytes(), Math::max));
    return peaks;
  }

  /** Processor time of the processes of each role, in seconds. */
  public synchronized Map<String, Double> cpuSecondsByRole() {
    Map<String, Double> seconds = new HashMap<>();
    seen.values().forEach(each -> seconds.merge(each.role(), each.cpuSeconds(), Double::sum));
    return seconds;
  }

  /** Waits until the watched process ends, or ends it where it takes longer. */
  public void await(Process process, Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException(
          "Cannot measure process "
              + process.pid()
              + ": it ran for more than "
              + limit.toSeconds()
              + " s");
    }
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
