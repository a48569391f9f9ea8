package io.millrace.graph.analyse;

import java.util.Arrays;

/**
 * The nodes with the highest scores among those offered, sorted; of equal scores the smaller number
 * is better. Insertion into a short sorted array: most offers are refused by one comparison.
 */
final class BestNodes {
  private final int[] nodes;
  private final float[] scores;
  private int size;

  BestNodes(int most) {
    this.nodes = new int[most];
    this.scores = new float[most];
  }

  void offer(int node, float score) {
    if (size == nodes.length && !better(node, score, size - 1)) {
      return;
    }
    int at = size < nodes.length ? size++ : size - 1;
    while (at > 0 && better(node, score, at - 1)) {
      nodes[at] = nodes[at - 1];
      scores[at] = scores[at - 1];
      at--;
    }
    nodes[at] = node;
    scores[at] = score;
  }

  private boolean better(int node, float score, int than) {
    return score > scores[than] || (score == scores[than] && node < nodes[than]);
  }

  /** Best first. */
  int[] nodes() {
    return Arrays.copyOf(nodes, size);
  }

  /** The scores of {@link #nodes}. */
  float[] scores() {
    return Arrays.copyOf(scores, size);
  }
}
