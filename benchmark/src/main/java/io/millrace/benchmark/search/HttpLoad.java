package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The load generator: {@code wrk}, as a process of its own on the same machine, with as many
 * connections as clients, each of which asks the next question when it has an answer.
 *
 * @param url where the service is
 * @param questions the file with a question a line
 */
record HttpLoad(String url, Path questions) {
  /** Whether a question may have been asked before. */
  enum Questions {
    KNOWN,
    FRESH
  }

  /** What a load came to. */
  record Result(double p50, double p99, double most, double rate, long requests, long failed) {
    /** Requests a second that were answered. */
    double answers() {
      return requests == 0 ? 0 : rate * (requests - failed) / requests;
    }
  }

  /** Fails where wrk is not installed. */
  static void require() throws IOException, InterruptedException {
    try {
      new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new IOException(
          "Cannot measure the service: there is no wrk on the PATH; install the package wrk", e);
    }
  }

  /** Asks for so long. */
  Result ask(String mode, Questions which, int clients, Duration time)
      throws IOException, InterruptedException {
    String script =
        Path.of(Objects.requireNonNull(System.getProperty("millrace.benchmark")))
            .resolve("peers/ask.lua")
            .toString();
    List<String> command = new ArrayList<>(List.of("wrk", "--timeout", "30s"));
    command.addAll(List.of("-t", clients == 1 ? "1" : "2", "-c", Integer.toString(clients)));
    command.addAll(List.of("-d", time.toSeconds() + "s", "-s", script, url, "--"));
    command.addAll(
        List.of(
            questions.toString(),
            mode,
            which == Questions.FRESH ? "fresh" : "known",
            Long.toString(System.nanoTime() % 1_000_000)));
    JsonNode found = Subjects.run(command);
    return new Result(
        found.path("p50").asDouble(),
        found.path("p99").asDouble(),
        found.path("max").asDouble(),
        found.path("rate").asDouble(),
        found.path("requests").asLong(),
        found.path("failed").asLong());
  }

  /** Names the columns of a report. */
  static Map<String, Double> figures(Result result, double cpuSeconds) {
    return Map.of(
        "p50 ms", result.p50(),
        "p99 ms", result.p99(),
        "requests / s", result.rate(),
        "CPU ms a request", 1000 * cpuSeconds / Math.max(1, result.requests()),
        "failed", (double) result.failed());
  }
}
