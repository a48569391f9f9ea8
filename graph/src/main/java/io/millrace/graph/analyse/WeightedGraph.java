package io.millrace.graph.analyse;

import java.util.Arrays;

/**
 * An undirected graph with positive weights and text ids, as compressed sparse rows. Nodes are
 * numbered from 0 in the order of their ids, the neighbours of a node are sorted, there are no
 * loops and no parallel edges. Immutable; for any thread.
 *
 * <p>Memory: 8 bytes a node and its id (80 bytes for one of 32 characters), 24 bytes an edge, which
 * has an entry at each of its ends. At most 2<sup>30</sup> edges.
 */
public final class WeightedGraph {
  private final String[] ids;
  private final int[] rows;
  private final int[] neighbours;
  private final double[] weights;

  /** Which edges to keep, by their ends. */
  @FunctionalInterface
  public interface EdgeFilter {
    /**
     * Whether an edge stays.
     *
     * @param smaller the end with the smaller number
     */
    boolean keeps(int smaller, int larger);
  }

  /**
   * A graph over arrays that are its own from now on.
   *
   * @param ids sorted
   * @param rows where a node's neighbours start; one more than there are nodes
   * @param neighbours sorted within each row, each edge in both rows
   */
  WeightedGraph(String[] ids, int[] rows, int[] neighbours, double[] weights) {
    this.ids = ids;
    this.rows = rows;
    this.neighbours = neighbours;
    this.weights = weights;
  }

  /** How many nodes there are. */
  public int nodes() {
    return ids.length;
  }

  /** How many edges there are. */
  public int edges() {
    return neighbours.length / 2;
  }

  /** A node's id. */
  public String id(int node) {
    return ids[node];
  }

  /** The number of the node with this id; negative where there is none. */
  public int node(String id) {
    return Arrays.binarySearch(ids, id);
  }

  /** How many neighbours a node has. */
  public int degree(int node) {
    return rows[node + 1] - rows[node];
  }

  /** The sum of the weights of a node's edges. */
  public double strength(int node) {
    double sum = 0;
    for (int at = rows[node]; at < rows[node + 1]; at++) {
      sum += weights[at];
    }
    return sum;
  }

  /** The entries of a node are those from here to before {@link #end}. */
  public int start(int node) {
    return rows[node];
  }

  /** Where a node's entries end. */
  public int end(int node) {
    return rows[node + 1];
  }

  /** The neighbour that an entry leads to. */
  public int neighbour(int entry) {
    return neighbours[entry];
  }

  /** The weight of an entry's edge. */
  public double weight(int entry) {
    return weights[entry];
  }

  /** Whether there is an edge between two nodes; logarithmic in the first one's degree. */
  public boolean adjacent(int one, int other) {
    return Arrays.binarySearch(neighbours, rows[one], rows[one + 1], other) >= 0;
  }

  /** The sum of the weights of all edges. */
  public double totalWeight() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum / 2;
  }

  /** The same nodes with some of the edges. */
  public WeightedGraph with(EdgeFilter filter) {
    int[] left = new int[rows.length];
    int[] kept = new int[neighbours.length];
    double[] keptWeights = new double[neighbours.length];
    int count = 0;
    for (int node = 0; node < ids.length; node++) {
      for (int at = rows[node]; at < rows[node + 1]; at++) {
        int other = neighbours[at];
        if (filter.keeps(Math.min(node, other), Math.max(node, other))) {
          kept[count] = other;
          keptWeights[count] = weights[at];
          count++;
        }
      }
      left[node + 1] = count;
    }
    return new WeightedGraph(
        ids, left, Arrays.copyOf(kept, count), Arrays.copyOf(keptWeights, count));
  }

  /** Where the rows start, a copy, for a library that wants arrays. */
  long[] rowsAsLongs() {
    return Arrays.stream(rows).asLongStream().toArray();
  }

  /** Every entry's neighbour, a copy. */
  int[] neighboursCopy() {
    return neighbours.clone();
  }

  /** Every entry's weight, a copy. */
  double[] weightsCopy() {
    return weights.clone();
  }
}
