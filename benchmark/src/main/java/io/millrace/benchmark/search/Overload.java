package io.millrace.benchmark.search;

import io.millrace.benchmark.measure.ChildRun;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * More requests than a service can answer: {@code hey}, with many connections that together send so
 * many requests a second, whether or not the answers keep up.
 *
 * @param answered requests answered with 200
 * @param answeredP50 their median, milliseconds
 * @param answeredP99 the time that 99 of 100 of them took at most
 * @param refused requests refused with 429 or 503
 * @param refusedP50 their median
 * @param refusedP99 the time that 99 of 100 of them took at most
 * @param failed requests that ended in any other way
 */
record Overload(
    long answered,
    double answeredP50,
    double answeredP99,
    long refused,
    double refusedP50,
    double refusedP99,
    long failed) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int STATUS = 6; // the column of hey's table

  /** Fails where hey is not installed. */
  static void require() throws IOException, InterruptedException {
    try {
      new ProcessBuilder("hey").redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new IOException(
          "Cannot measure an overload: there is no hey on the PATH; install the package hey, or"
              + " give --overload 0",
          e);
    }
  }

  /**
   * Asks one question over and over.
   *
   * @param clients how many connections
   * @param rate requests a second of all of them
   */
  static Overload of(
      String url, String mode, String question, int clients, double rate, Duration time)
      throws IOException, InterruptedException {
    String asked = URLEncoder.encode(question, StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>(List.of("hey", "-o", "csv", "-t", "30"));
    command.addAll(List.of("-z", time.toSeconds() + "s", "-c", Integer.toString(clients)));
    command.addAll(List.of("-q", String.format(Locale.ROOT, "%.3f", rate / clients)));
    command.add(url + "/api/search?mode=" + mode + "&q=" + asked);
    return read(ChildRun.of(command, Map.of(), line -> "hey", LIMIT).done().output());
  }

  private static Overload read(String table) {
    List<Double> answered = new ArrayList<>();
    List<Double> refused = new ArrayList<>();
    long failed = 0;
    for (String line : table.lines().skip(1).toList()) {
      String[] columns = line.split(",", -1);
      double milliseconds = 1000 * Double.parseDouble(columns[0]);
      switch (columns[STATUS]) {
        case "200" -> answered.add(milliseconds);
        case "429", "503" -> refused.add(milliseconds);
        default -> failed++;
      }
    }
    return new Overload(
        answered.size(),
        percentile(answered, 0.5),
        percentile(answered, 0.99),
        refused.size(),
        percentile(refused, 0.5),
        percentile(refused, 0.99),
        failed);
  }

  /** By the nearest rank. */
  private static double percentile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
