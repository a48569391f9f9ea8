package io.millrace.benchmark.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One command of Millrace, run as people run it, in processes of its own.
 *
 * @param run what it cost
 * @param answer the JSON object that it printed
 */
public record MillraceRun(ChildRun run, JsonNode answer) {
  /** The role of the process that holds the driver and, in local mode, its executor. */
  public static final String DRIVER = "driver";

  /** The role of the parser's child processes. */
  public static final String PARSER = "parser";

  private static final String LAUNCHER = "millrace.launcher";
  private static final Duration LIMIT = Duration.ofHours(6);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Runs {@code millrace ARGUMENTS --warehouse WAREHOUSE --json}.
   *
   * @throws IllegalStateException if it fails
   */
  public static MillraceRun of(Path warehouse, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(
        Objects.requireNonNull(
            System.getProperty(LAUNCHER), () -> "the launcher sets " + LAUNCHER));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--warehouse", warehouse.toString(), "--json"));
    ChildRun run = ChildRun.of(command, Map.of(), MillraceRun::role, LIMIT).done();
    return new MillraceRun(run, JSON.readTree(run.output()));
  }

  /** What a process is by its command line: {@link #DRIVER}, {@link #PARSER} or launcher. */
  public static String role(String commandLine) {
    if (commandLine.contains("org.apache.tika.pipes.PipesServer")) {
      return PARSER;
    }
    return commandLine.contains("io.millrace.cluster.cli.Millrace") ? DRIVER : "launcher";
  }

  /** The largest resident set of a role, in MiB; 0 where there was no such process. */
  public double peakMebibytes(String role) {
    return run.peakBytes().getOrDefault(role, 0L) / (double) (1 << 20);
  }
}
