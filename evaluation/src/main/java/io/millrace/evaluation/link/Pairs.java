package io.millrace.evaluation.link;

import io.millrace.graph.analyse.WeightedGraph;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.SplittableRandom;

/** Pairs of nodes in an order; the smaller number of each first. */
final class Pairs {
  private final IntArrayList smaller = new IntArrayList();
  private final IntArrayList larger = new IntArrayList();

  void add(int one, int other) {
    smaller.add(Math.min(one, other));
    larger.add(Math.max(one, other));
  }

  int size() {
    return smaller.size();
  }

  int smaller(int at) {
    return smaller.getInt(at);
  }

  int larger(int at) {
    return larger.getInt(at);
  }

  /** The pairs as a set of {@link #key}. */
  LongOpenHashSet keys() {
    LongOpenHashSet keys = new LongOpenHashSet(size());
    for (int at = 0; at < size(); at++) {
      keys.add(key(smaller(at), larger(at)));
    }
    return keys;
  }

  static long key(int smaller, int larger) {
    return ((long) smaller << 32) | larger;
  }

  /** Every edge of a graph. */
  static Pairs edges(WeightedGraph graph) {
    Pairs edges = new Pairs();
    for (int node = 0; node < graph.nodes(); node++) {
      for (int at = graph.start(node); at < graph.end(node); at++) {
        if (node < graph.neighbour(at)) {
          edges.add(node, graph.neighbour(at));
        }
      }
    }
    return edges;
  }

  /** So many of these pairs, drawn without putting back. */
  Pairs sample(int count, SplittableRandom random) {
    int[] order = new int[size()];
    for (int at = 0; at < order.length; at++) {
      order[at] = at;
    }
    Pairs drawn = new Pairs();
    for (int at = 0; at < count; at++) {
      int other = at + random.nextInt(order.length - at);
      int moved = order[at];
      order[at] = order[other];
      order[other] = moved;
      drawn.add(smaller(order[at]), larger(order[at]));
    }
    return drawn;
  }
}
