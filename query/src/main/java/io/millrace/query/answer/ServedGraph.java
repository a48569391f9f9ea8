package io.millrace.query.answer;

import io.millrace.graph.explore.GraphReader;
import io.millrace.graph.explore.GraphUnavailableException;
import io.millrace.graph.explore.LoadedGraph;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The graph, and which of it is loaded. May be used by many threads. */
public final class ServedGraph {
  private static final Duration STATE_KEPT = Duration.ofSeconds(1);

  private final GraphReader reader;
  private volatile @Nullable State state;

  /** What was loaded when it was looked at last. */
  private record State(LoadedGraph graph, long at) {}

  /** The graph that {@code reader} reads. */
  public ServedGraph(GraphReader reader) {
    this.reader = reader;
  }

  /** What reads it. */
  public GraphReader reader() {
    return reader;
  }

  /**
   * What is loaded, as it was a second ago at most.
   *
   * @throws GraphUnavailableException where nothing is, or it cannot be read now
   */
  public LoadedGraph loaded() {
    State now = state;
    if (now == null || System.nanoTime() - now.at() > STATE_KEPT.toNanos()) {
      LoadedGraph found =
          reader
              .state()
              .orElseThrow(
                  () ->
                      new GraphUnavailableException(
                          "There is no graph here yet: nothing was loaded", null));
      now = new State(found, System.nanoTime());
      state = now;
    }
    return now.graph();
  }
}
