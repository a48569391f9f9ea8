package io.millrace.graph.analyse;

import java.util.Arrays;

/**
 * PageRank of an undirected, weighted graph.
 *
 * <pre>
 * rank(v) = (1 − d)/n + d · ( Σ over edges u–v of rank(u)·w(u,v)/strength(u) + D/n )
 * </pre>
 *
 * with damping d = {@value #DAMPING}, n nodes, and D the sum of the ranks of nodes without edges,
 * which lead everywhere alike. The ranks sum to 1. Brin and Page, The anatomy of a large-scale
 * hypertextual Web search engine, 1998.
 *
 * <p>A step shrinks the distance to the solution by at least d in the 1-norm. The iteration ends
 * when a step changes the ranks by at most {@value #TOLERANCE} in that norm, so that they are
 * within d/(1 − d) · {@value #TOLERANCE} of the solution; from a distance of at most 2 this takes
 * no more than 146 steps. A step costs 12 bytes of reading an entry of the graph; memory is 24
 * bytes a node.
 */
public final class PageRank {
  /** How likely the walk goes on along an edge. */
  public static final double DAMPING = 0.85;

  /** The largest change of the last step, summed over all nodes. */
  public static final double TOLERANCE = 1e-10;

  private PageRank() {}

  /** The rank of every node. */
  public static double[] of(WeightedGraph graph) {
    int nodes = graph.nodes();
    double[] ranks = new double[nodes];
    double[] strengths = new double[nodes];
    for (int node = 0; node < nodes; node++) {
      strengths[node] = graph.strength(node);
    }
    Arrays.fill(ranks, 1.0 / Math.max(nodes, 1));
    double change = Double.MAX_VALUE;
    while (change > TOLERANCE) {
      double[] next = step(graph, ranks, strengths);
      change = 0;
      for (int node = 0; node < nodes; node++) {
        change += Math.abs(next[node] - ranks[node]);
      }
      ranks = next;
    }
    return ranks;
  }

  private static double[] step(WeightedGraph graph, double[] ranks, double[] strengths) {
    int nodes = graph.nodes();
    double dangling = 0;
    double[] shares = new double[nodes];
    for (int node = 0; node < nodes; node++) {
      if (strengths[node] == 0) {
        dangling += ranks[node];
      } else {
        shares[node] = ranks[node] / strengths[node];
      }
    }
    double base = (1 - DAMPING + DAMPING * dangling) / nodes;
    double[] next = new double[nodes];
    for (int node = 0; node < nodes; node++) {
      double sum = 0;
      for (int at = graph.start(node); at < graph.end(node); at++) {
        sum += shares[graph.neighbour(at)] * graph.weight(at);
      }
      next[node] = base + DAMPING * sum;
    }
    return next;
  }
}
