package io.millrace.query.answer;

import io.millrace.embedding.retrieve.RankedPassage;
import io.millrace.graph.explore.GraphReader;
import io.millrace.graph.explore.GraphUnavailableException;
import io.millrace.graph.explore.LoadedGraph;
import io.millrace.graph.explore.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
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
   * The passages that the graph finds for a question: as of a release's revision, or the newest
   * that is loaded where that is older.
   *
   * @param unseen the documents that must not be seen as of a revision
   * @throws GraphUnavailableException where nothing is loaded, or it cannot be read now
   */
  List<RankedPassage> rank(
      String question, Set<String> groups, long release, LongFunction<Set<String>> unseen) {
    long revision = Math.min(release, loaded().loaded());
    Viewer viewer = new Viewer(groups, unseen.apply(revision), revision);
    return reader.passages(viewer, question).stream()
        .map(passage -> new RankedPassage(passage.chunk(), passage.score()))
        .toList();
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
