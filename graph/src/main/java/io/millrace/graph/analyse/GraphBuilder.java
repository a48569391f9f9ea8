package io.millrace.graph.analyse;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * Collects nodes and evidence for pairs in any order; the graph does not depend on the order.
 * Evidence is counted in whole numbers, so that sums are exact. Not for several threads.
 *
 * <p>Memory while it collects: up to 43 bytes a pair and 150 a node with an id of 32 characters;
 * {@link #build} needs 48 bytes an edge on top for a moment.
 */
public final class GraphBuilder {
  private static final int MOST_PAIRS = 1 << 30;

  private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
  private final Long2LongOpenHashMap pairs = new Long2LongOpenHashMap();

  /** An empty graph to add to. */
  public GraphBuilder() {
    numbers.defaultReturnValue(-1);
  }

  /** Adds a node, if it is not there. */
  public GraphBuilder node(String id) {
    number(id);
    return this;
  }

  /**
   * Adds evidence for an edge between two nodes, and the nodes. A loop adds its node only.
   *
   * @param evidence at least 1; what is added for the same pair in either order adds up
   */
  public GraphBuilder pair(String one, String other, long evidence) {
    if (evidence < 1) {
      throw new IllegalArgumentException(
          "Cannot add the pair "
              + one
              + ", "
              + other
              + ": its evidence is "
              + evidence
              + ", not at least 1");
    }
    int first = number(one);
    int second = number(other);
    if (first != second) {
      pairs.addTo(key(Math.min(first, second), Math.max(first, second)), evidence);
      if (pairs.size() > MOST_PAIRS) {
        throw new IllegalStateException(
            "Cannot hold the graph: it has more than " + MOST_PAIRS + " edges");
      }
    }
    return this;
  }

  /**
   * The graph of what was added.
   *
   * @param weight the positive weight of an edge by its evidence
   */
  public WeightedGraph build(LongToDoubleFunction weight) {
    String[] ids = numbers.keySet().toArray(String[]::new);
    Arrays.sort(ids);
    int[] renumbered = new int[ids.length];
    for (int node = 0; node < ids.length; node++) {
      renumbered[numbers.getInt(ids[node])] = node;
    }
    int[] rows = new int[ids.length + 1];
    for (long pair : pairs.keySet()) {
      rows[renumbered[smaller(pair)] + 1]++;
      rows[renumbered[larger(pair)] + 1]++;
    }
    for (int node = 0; node < ids.length; node++) {
      rows[node + 1] += rows[node];
    }
    int[] neighbours = new int[2 * pairs.size()];
    double[] weights = new double[neighbours.length];
    int[] next = rows.clone();
    for (Long2LongMap.Entry entry : pairs.long2LongEntrySet()) {
      int one = renumbered[smaller(entry.getLongKey())];
      int other = renumbered[larger(entry.getLongKey())];
      double value = weight.applyAsDouble(entry.getLongValue());
      neighbours[next[one]] = other;
      weights[next[one]++] = value;
      neighbours[next[other]] = one;
      weights[next[other]++] = value;
    }
    return sorted(ids, rows, neighbours, weights);
  }

  /** The graph is its own transpose, and transposing goes through the rows in order. */
  private static WeightedGraph sorted(
      String[] ids, int[] rows, int[] neighbours, double[] weights) {
    int[] sorted = new int[neighbours.length];
    double[] sortedWeights = new double[weights.length];
    int[] next = rows.clone();
    for (int node = 0; node < ids.length; node++) {
      for (int at = rows[node]; at < rows[node + 1]; at++) {
        int to = next[neighbours[at]]++;
        sorted[to] = node;
        sortedWeights[to] = weights[at];
      }
    }
    return new WeightedGraph(ids, rows, sorted, sortedWeights);
  }

  private int number(String id) {
    int known = numbers.getInt(id);
    if (known >= 0) {
      return known;
    }
    int number = numbers.size();
    numbers.put(id, number);
    return number;
  }

  private static long key(int smaller, int larger) {
    return ((long) smaller << 32) | larger;
  }

  private static int smaller(long key) {
    return (int) (key >>> 32);
  }

  private static int larger(long key) {
    return (int) key;
  }
}
