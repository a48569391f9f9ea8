package io.millrace.graph.analyse;

/**
 * Scores of a pair by the neighbours of its ends, without weights (Liben-Nowell and Kleinberg, The
 * link-prediction problem for social networks, 2003).
 *
 * @param common how many neighbours both have
 * @param adamicAdar the sum over these of 1/ln(degree) (Adamic and Adar, Friends and neighbors on
 *     the Web, 2003)
 * @param preferential the product of both degrees
 * @param jaccard common neighbours among all neighbours
 */
public record Neighbourhood(int common, double adamicAdar, double preferential, double jaccard) {
  /** Merges both sorted rows: linear in the degrees. */
  public static Neighbourhood of(WeightedGraph graph, int one, int other) {
    int common = 0;
    double adamicAdar = 0;
    int first = graph.start(one);
    int second = graph.start(other);
    while (first < graph.end(one) && second < graph.end(other)) {
      int left = graph.neighbour(first);
      int right = graph.neighbour(second);
      if (left == right) {
        common++;
        // at least 2: it is a neighbour of both
        adamicAdar += 1 / Math.log(graph.degree(left));
      }
      first += left <= right ? 1 : 0;
      second += right <= left ? 1 : 0;
    }
    int all = graph.degree(one) + graph.degree(other) - common;
    return new Neighbourhood(
        common,
        adamicAdar,
        (double) graph.degree(one) * graph.degree(other),
        all == 0 ? 0 : (double) common / all);
  }
}
