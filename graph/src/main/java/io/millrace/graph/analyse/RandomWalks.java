package io.millrace.graph.analyse;

import it.unimi.dsi.fastutil.HashCommon;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random walks: from a node to a neighbour, as likely as the edge between them weighs. Each walk
 * has a seed of its own, so that walks can be made again, in any order and by any thread. Memory: 8
 * bytes an entry of the graph.
 */
final class RandomWalks {
  private final WeightedGraph graph;
  private final double[] sums;
  private final long seed;

  RandomWalks(WeightedGraph graph, long seed) {
    this.graph = graph;
    this.seed = seed;
    this.sums = new double[2 * graph.edges()];
    for (int node = 0; node < graph.nodes(); node++) {
      double sum = 0;
      for (int at = graph.start(node); at < graph.end(node); at++) {
        sum += graph.weight(at);
        sums[at] = sum;
      }
    }
  }

  /**
   * The nodes of a walk.
   *
   * @param from where it starts; a node with an edge
   * @param number which of this node's walks
   * @param length how many nodes it has
   */
  int[] walk(int from, int number, int length) {
    // mixed, since generators whose seeds differ by a constant may run through the same numbers
    long own = HashCommon.murmurHash3(((long) number << 32) | from);
    SplittableRandom random = new SplittableRandom(HashCommon.murmurHash3(seed ^ own));
    int[] walk = new int[length];
    walk[0] = from;
    for (int step = 1; step < length; step++) {
      walk[step] = next(walk[step - 1], random);
    }
    return walk;
  }

  private int next(int node, SplittableRandom random) {
    int start = graph.start(node);
    int end = graph.end(node);
    double drawn = random.nextDouble() * sums[end - 1];
    int found = Arrays.binarySearch(sums, start, end, drawn);
    int at = found >= 0 ? found + 1 : -found - 1;
    return graph.neighbour(Math.min(at, end - 1));
  }
}
