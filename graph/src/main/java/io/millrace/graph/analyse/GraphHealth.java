package io.millrace.graph.analyse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a graph is like as a whole.
 *
 * @param nodes how many nodes
 * @param edges how many edges
 * @param isolated how many nodes have no edge
 * @param components how many connected components, each isolated node one
 * @param largestComponent how many nodes the largest of them has
 * @param density the edges' share of all possible ones, 0 to 1
 * @param meanDegree neighbours a node, on average
 * @param medianDegree the degree that half of the nodes have at most
 * @param largestDegree the degree of the largest hub
 * @param largestHub its id, the first by id where several have it; null where there are no edges
 * @param degrees how many nodes have degree 0, 1, 2 to 3, 4 to 7, and so on up to the largest
 */
public record GraphHealth(
    int nodes,
    int edges,
    int isolated,
    int components,
    int largestComponent,
    double density,
    double meanDegree,
    int medianDegree,
    int largestDegree,
    @Nullable String largestHub,
    List<Long> degrees) {
  public GraphHealth {
    degrees = List.copyOf(degrees);
  }

  /** Looks at every node and edge twice. */
  public static GraphHealth of(WeightedGraph graph) {
    int nodes = graph.nodes();
    int[] degrees = new int[nodes];
    int hub = -1;
    for (int node = 0; node < nodes; node++) {
      degrees[node] = graph.degree(node);
      if (degrees[node] > (hub < 0 ? 0 : degrees[hub])) {
        hub = node;
      }
    }
    int largest = hub < 0 ? 0 : degrees[hub];
    long[] classes = new long[nodes == 0 ? 0 : degreeClass(largest) + 1];
    for (int degree : degrees) {
      classes[degreeClass(degree)]++;
    }
    int[] components = componentSizes(graph);
    double pairs = nodes * (nodes - 1.0) / 2;
    int[] sorted = degrees.clone();
    Arrays.sort(sorted);
    return new GraphHealth(
        nodes,
        graph.edges(),
        nodes == 0 ? 0 : (int) classes[0],
        components.length,
        Arrays.stream(components).max().orElse(0),
        pairs == 0 ? 0 : graph.edges() / pairs,
        nodes == 0 ? 0 : 2.0 * graph.edges() / nodes,
        nodes == 0 ? 0 : sorted[(nodes - 1) / 2],
        largest,
        hub < 0 ? null : graph.id(hub),
        LongStream.of(classes).boxed().toList());
  }

  /** 0 for 0, then 1 more with each power of two. */
  private static int degreeClass(int degree) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(degree);
  }

  private static int[] componentSizes(WeightedGraph graph) {
    int[] sizes = new int[graph.nodes()];
    int components = 0;
    boolean[] seen = new boolean[graph.nodes()];
    int[] reached = new int[graph.nodes()];
    for (int node = 0; node < graph.nodes(); node++) {
      if (!seen[node]) {
        sizes[components++] = reach(graph, node, seen, reached);
      }
    }
    return Arrays.copyOf(sizes, components);
  }

  /** Marks what can be reached from a node and counts it. */
  private static int reach(WeightedGraph graph, int from, boolean[] seen, int[] reached) {
    int found = 1;
    reached[0] = from;
    seen[from] = true;
    for (int next = 0; next < found; next++) {
      int node = reached[next];
      for (int at = graph.start(node); at < graph.end(node); at++) {
        int other = graph.neighbour(at);
        if (!seen[other]) {
          seen[other] = true;
          reached[found++] = other;
        }
      }
    }
    return found;
  }
}
