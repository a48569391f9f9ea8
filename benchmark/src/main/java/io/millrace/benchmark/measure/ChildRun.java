package io.millrace.benchmark.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One run of another program, measured with everything it starts.
 *
 * @param exitCode its exit code
 * @param output what it printed on standard output
 * @param errors what it printed on standard error
 * @param wallSeconds from start to end
 * @param cpuSeconds processor time of the whole tree
 * @param peakBytes the largest resident set by role
 * @param cpuSecondsByRole processor time by role
 */
public record ChildRun(
    int exitCode,
    String output,
    String errors,
    double wallSeconds,
    double cpuSeconds,
    Map<String, Long> peakBytes,
    Map<String, Double> cpuSecondsByRole) {

  public ChildRun {
    peakBytes = Map.copyOf(peakBytes);
    cpuSecondsByRole = Map.copyOf(cpuSecondsByRole);
  }

  /**
   * Runs a program to its end.
   *
   * @param command the program and its arguments
   * @param environment variables besides this process's own
   * @param role names a process of the tree by its command line
   * @param limit it is ended where it takes longer
   */
  public static ChildRun of(
      List<String> command,
      Map<String, String> environment,
      Function<String, String> role,
      Duration limit)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("millrace-bench-", ".out");
    Path err = Files.createTempFile("millrace-bench-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      long started = System.nanoTime();
      Process process = builder.start();
      try (ProcessTree tree = ProcessTree.watch(process.toHandle(), role)) {
        tree.await(process, limit);
        double wall = (System.nanoTime() - started) / 1e9;
        return new ChildRun(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8),
            wall,
            tree.cpuSeconds(),
            tree.peakBytes(),
            tree.cpuSecondsByRole());
      }
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /**
   * This run, if it ended well.
   *
   * @throws IllegalStateException with what it printed, if it did not
   */
  public ChildRun done() {
    if (exitCode != 0) {
      String said = errors.isBlank() ? output : errors;
      throw new IllegalStateException(
          "Cannot measure: the program ended with "
              + exitCode
              + ": "
              + said.substring(Math.max(0, said.length() - 2000)));
    }
    return this;
  }
}
