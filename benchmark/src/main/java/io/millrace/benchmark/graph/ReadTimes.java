package io.millrace.benchmark.graph;

import io.millrace.benchmark.measure.Figures;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.explore.GraphConnection;
import io.millrace.graph.explore.GraphReader;
import io.millrace.graph.explore.NeighbourQuery;
import io.millrace.graph.explore.Viewer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How long a reader waits for neighbours and for paths, one question after the other, as the query
 * service asks them. Entities are drawn as facts draw them, so that those with the most facts are
 * asked for the most.
 */
final class ReadTimes {
  static final String NEIGHBOURS = "neighbours";
  static final String PATHS = "paths";
  static final String HALF = "p50 ms";
  static final String MOST = "p99 ms";

  private static final Viewer EVERYONE = new Viewer(Set.of("public"), Set.of(), 2);
  private static final NeighbourQuery TWENTY_FIVE = new NeighbourQuery(25, Set.of(), Set.of(), 0);
  private static final int PATH_COUNT = 3;

  private final MadeGraph graph;
  private final Random random;
  private final Figures figures;

  ReadTimes(MadeGraph graph, Figures figures) {
    this.graph = graph;
    this.random = new Random(graph.seed());
    this.figures = figures;
  }

  /**
   * Asks, half as often to warm up.
   *
   * @param questions how many of each kind are timed
   */
  void measure(GraphAccess access, int questions) {
    try (GraphConnection connection = new GraphConnection(() -> Optional.of(access))) {
      GraphReader reader = new GraphReader(connection);
      time(
          NEIGHBOURS,
          questions,
          one -> reader.neighbours(EVERYONE, one, TWENTY_FIVE).orElseThrow());
      time(
          PATHS, questions, one -> reader.paths(EVERYONE, one, entity(), PATH_COUNT).orElseThrow());
    }
  }

  private void time(String subject, int questions, Consumer<String> question) {
    double[] millis = new double[questions];
    for (int each = -questions / 2; each < questions; each++) {
      String entity = entity();
      long start = System.nanoTime();
      question.accept(entity);
      if (each >= 0) {
        millis[each] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    figures.add(subject, HALF, millis[questions / 2]);
    figures.add(subject, MOST, millis[(int) Math.ceil(questions * 0.99) - 1]);
  }

  private String entity() {
    return graph.facts(random.nextInt(graph.documents())).get(0).from();
  }
}
