package io.millrace.evaluation.link;

import io.millrace.graph.analyse.WeightedGraph;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** Draws pairs of nodes without an edge between them, each at most once. */
final class NonEdges {
  /** As good as none is left after so many failures for each pair that is wanted. */
  private static final int PATIENCE = 1_000;

  private NonEdges() {}

  /** Both ends from all nodes with an edge, alike. */
  static Pairs uniform(WeightedGraph graph, int count, SplittableRandom random) {
    int[] nodes = new int[graph.nodes()];
    int some = 0;
    for (int node = 0; node < graph.nodes(); node++) {
      if (graph.degree(node) > 0) {
        nodes[some++] = node;
      }
    }
    int bound = some;
    return draw(graph, count, () -> nodes[random.nextInt(bound)]);
  }

  /**
   * Each end as likely as it has edges, as the ends of edges are: a method gains nothing by knowing
   * hubs.
   */
  static Pairs byDegree(WeightedGraph graph, int count, SplittableRandom random) {
    int entries = 2 * graph.edges();
    return draw(graph, count, () -> graph.neighbour(random.nextInt(entries)));
  }

  private static Pairs draw(WeightedGraph graph, int count, IntSupplier node) {
    Pairs drawn = new Pairs();
    LongOpenHashSet seen = new LongOpenHashSet(count);
    long left = (long) PATIENCE * count;
    while (drawn.size() < count) {
      if (left-- == 0) {
        throw new IllegalArgumentException(
            "Cannot draw "
                + count
                + " pairs without an edge: after "
                + PATIENCE * (long) count
                + " tries there are "
                + drawn.size());
      }
      int one = node.getAsInt();
      int other = node.getAsInt();
      if (one != other
          && !graph.adjacent(one, other)
          && seen.add(Pairs.key(Math.min(one, other), Math.max(one, other)))) {
        drawn.add(one, other);
      }
    }
    return drawn;
  }
}
