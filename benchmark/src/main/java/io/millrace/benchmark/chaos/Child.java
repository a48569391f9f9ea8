package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One command of the real command line, in a process of its own, which can be maltreated. */
final class Child implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final Path err;

  private Child(List<String> command, Process process, Path out, Path err) {
    this.command = command;
    this.process = process;
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

  static Child start(List<String> command, Map<String, String> environment, Path logs)
      throws IOException {
    Path out = Files.createTempFile(logs, "child-", ".out");
    Path err = Files.createTempFile(logs, "child-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Child(command, builder.start(), out, err);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The parsers' processes. */
  List<ProcessHandle> parsers() {
    return process.descendants().toList();
  }

  /** {@code kill -9}, of this process only: what it started is on its own. */
  void kill() {
    process.destroyForcibly();
  }

  /** Stops every thread of the process, as a suspended machine does. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(pid())).start().waitFor();
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
