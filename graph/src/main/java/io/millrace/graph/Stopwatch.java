package io.millrace.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long the parts of a job take. For one thread. */
final class Stopwatch {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long started = System.nanoTime();

  /** Ends a part, and begins the next. */
  void lap(String part) {
    long now = System.nanoTime();
    seconds.put(part, (now - started) / 1e9);
    started = now;
  }

  /** The parts so far, in seconds. */
  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }
}
