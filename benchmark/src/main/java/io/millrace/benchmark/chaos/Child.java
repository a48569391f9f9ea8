package io.millrace.benchmark.chaos;

import io.millrace.benchmark.measure.MillraceRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One command of the real command line, in a process of its own, which can be maltreated. */
final class Child implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final long LOOK_NANOS = 1_000_000L;

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Signals signals;

  private Child(List<String> command, Process process, Signals signals, Path out, Path err) {
    this.command = command;
    this.process = process;
    this.signals = signals;
    this.out = out;
    this.err = err;
  }

  /**
   * How a command ended.
   *
   * @param exitCode its exit code; 137 after {@code kill -9}
   */
  record End(String command, int exitCode, String output, String errors) {
    /** What it printed last, for a report. */
    String said() {
      String text = output.isBlank() ? errors : output;
      return text.substring(Math.max(0, text.length() - 600)).strip();
    }
  }

  static Child start(
      List<String> command, Map<String, String> environment, Signals signals, Path logs)
      throws IOException {
    Path out = Files.createTempFile(logs, "child-", ".out");
    Path err = Files.createTempFile(logs, "child-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Child(command, builder.start(), signals, out, err);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The parsers' processes. */
  List<ProcessHandle> parsers() {
    return process.descendants().filter(Child::parses).toList();
  }

  /** The launcher has children, too, before it becomes the job. */
  private static boolean parses(ProcessHandle child) {
    try {
      String command = Files.readString(proc(child.pid()).resolve("cmdline")).replace('\0', ' ');
      return MillraceRun.role(command).equals(MillraceRun.PARSER);
    } catch (IOException e) {
      return false; // it has ended meanwhile
    }
  }

  /** Whether it has a file open. */
  boolean hasOpen(Path file) throws IOException {
    try (Stream<Path> open = Files.list(proc(pid()).resolve("fd"))) {
      for (Path each : open.toList()) {
        if (Files.exists(each) && Files.isSameFile(each, file)) {
          return true;
        }
      }
    } catch (NoSuchFileException e) {
      return false; // closed, or the process has ended meanwhile
    }
    return false;
  }

  /** Something to wait for. */
  @FunctionalInterface
  interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  /**
   * Waits until a condition holds, looking a thousand times a second.
   *
   * @return false where the process has ended before
   * @throws IllegalStateException where it takes longer than a command may
   */
  <E extends Exception> boolean until(Condition<E> condition) throws E {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (!alive()) {
        return false;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            String.join(" ", command)
                + " did not come to what is waited for in "
                + LIMIT.toMinutes()
                + " minutes");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /** {@code kill -9}, of this process only: what it started is on its own. */
  void kill() {
    process.destroyForcibly();
  }

  /**
   * Stops every thread of the process, as a suspended machine does.
   *
   * @return false where it has ended before
   */
  boolean freeze() throws IOException {
    signals.send("STOP", pid());
    return until(this::isStopped);
  }

  private boolean isStopped() throws IOException {
    try {
      String stat = Files.readString(proc(pid()).resolve("stat"));
      // the state follows the program's name, which stands in parentheses
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (NoSuchFileException e) {
      return false; // it has ended
    }
  }

  /** Lets it go on. */
  void thaw() throws IOException {
    signals.send("CONT", pid());
  }

  private static Path proc(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  /** Waits for its end. */
  End await() throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      process.waitFor();
      return new End(String.join(" ", command), -1, "", "it ran for more than " + LIMIT);
    }
    return new End(
        String.join(" ", command),
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
