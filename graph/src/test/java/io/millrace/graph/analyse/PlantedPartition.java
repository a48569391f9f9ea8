package io.millrace.graph.analyse;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Graphs whose communities are known: two nodes are in the same when their numbers leave the same
 * rest.
 */
final class PlantedPartition {
  private PlantedPartition() {}

  /** So many edges, four of five within a community; ids are four digits. */
  static WeightedGraph graph(int nodes, int communities, int edges, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GraphBuilder builder = new GraphBuilder();
    for (int node = 0; node < nodes; node++) {
      builder.node(id(node));
    }
    for (int edge = 0; edge < edges; edge++) {
      int one = random.nextInt(nodes);
      int other =
          random.nextInt(5) < 4
              ? random.nextInt(nodes / communities) * communities + one % communities
              : random.nextInt(nodes);
      builder.pair(id(one), id(other), 1);
    }
    return builder.build(evidence -> 1);
  }

  private static String id(int node) {
    return String.format(Locale.ROOT, "%04d", node);
  }
}
