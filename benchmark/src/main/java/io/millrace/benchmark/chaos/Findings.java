package io.millrace.benchmark.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was done and found so far; for one thread. */
final class Findings {
  private final List<Case> cases = new ArrayList<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<String> differences = new ArrayList<>();
  private final List<String> leftovers = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final Consumer<String> say;
  private int answers;
  private int metadataFiles;

  /**
   * Nothing yet.
   *
   * @param say is told of each difference and leftover at once
   */
  Findings(Consumer<String> say) {
    this.say = say;
  }

  /**
   * One trouble and what came of it.
   *
   * @param kind kills, concurrent, frozen, disk, clock or graph
   * @param what what was done
   * @param result in words
   * @param differences how many were found after it
   */
  record Case(String kind, String what, String result, int differences) {}

  /** Adds a case with what its checks found. */
  void add(String kind, String what, String result, List<String> found) {
    cases.add(new Case(kind, what, result, found.size()));
    counts.merge(what, 1, Integer::sum);
    for (String each : found) {
      differences.add(what + ": " + each);
      say.accept("difference after " + what + ": " + each);
    }
  }

  /** Adds what a next run has not removed. */
  void left(String after, List<String> found) {
    for (String each : found) {
      leftovers.add("after " + after + ": " + each);
      say.accept("left over after " + after + ": " + each);
    }
  }

  void answers(int count) {
    answers += count;
  }

  void metadataFiles(int count) {
    metadataFiles += count;
  }

  /** Notes what could not be tried here, and why. */
  void skip(String why) {
    skipped.add(why);
  }

  /** Whether nothing was lost, doubled or left. */
  boolean clean() {
    return differences.isEmpty() && leftovers.isEmpty();
  }

  ChaosReport report(String command, long seed, double seconds) {
    return new ChaosReport(
        command,
        seed,
        counts,
        cases,
        differences,
        leftovers,
        skipped,
        answers,
        metadataFiles,
        seconds);
  }
}
