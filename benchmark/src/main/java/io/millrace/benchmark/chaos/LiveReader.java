package io.millrace.benchmark.chaos;

import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.SearchHit;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Searches the live release all the while, as a query service does, and keeps every answer that
 * each release gave. A release must give one answer only, the one that its generation gives when
 * all is quiet. Closing it ends its thread.
 */
final class LiveReader implements AutoCloseable {
  private static final List<String> QUESTIONS = List.of("river gate flood", "水库泄洪巡检");
  private static final long PAUSE_NANOS = 150_000_000L;

  private final Path warehouse;
  private final Map<String, Set<String>> answers = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Thread thread;
  private volatile boolean open = true;
  private int count;

  private LiveReader(Path warehouse) {
    this.warehouse = warehouse;
    this.thread = new Thread(this::loop, "live-reader");
    thread.setDaemon(true);
  }

  static LiveReader start(Path warehouse) {
    LiveReader reader = new LiveReader(warehouse);
    reader.thread.start();
    return reader;
  }

  private void loop() {
    while (open) {
      try {
        Optional<Release> live = new Releases(warehouse.resolve("releases")).live();
        if (live.isPresent()) {
          String answer = answer(live.get().generation());
          synchronized (this) {
            count++;
            answers.computeIfAbsent(live.get().release(), key -> new HashSet<>()).add(answer);
          }
        }
      } catch (IOException | RuntimeException e) {
        synchronized (this) {
          failures.add("a reader failed: " + e);
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private String answer(String generation) throws IOException {
    StringBuilder answer = new StringBuilder();
    try (Searcher searcher =
        Searcher.open(
            warehouse.resolve("index").resolve(generation), SearchSettings.DEFAULT, List.of())) {
      for (String question : QUESTIONS) {
        for (SearchHit hit : searcher.search(SearchRequest.of(question).with(Mode.BM25))) {
          answer.append(hit.chunk()).append(' ').append(hit.score()).append('\n');
        }
      }
    }
    return answer.toString();
  }

  /** How many answers it got. */
  synchronized int count() {
    return count;
  }

  /** Stops, and says which answers were none of a published release. */
  List<String> differences() throws IOException, InterruptedException {
    close();
    List<String> differences = new ArrayList<>(new HashSet<>(failures));
    Releases releases = new Releases(warehouse.resolve("releases"));
    for (Map.Entry<String, Set<String>> seen : answers.entrySet()) {
      String quiet = answer(releases.release(seen.getKey()).generation());
      if (!seen.getValue().equals(Set.of(quiet))) {
        differences.add(
            "release " + seen.getKey() + " gave " + seen.getValue().size() + " different answers");
      }
    }
    return differences;
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    thread.join();
  }
}
