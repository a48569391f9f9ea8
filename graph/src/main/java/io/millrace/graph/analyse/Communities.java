package io.millrace.graph.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import nl.cwts.networkanalysis.Clustering;
import nl.cwts.networkanalysis.LeidenAlgorithm;
import nl.cwts.networkanalysis.Network;
import nl.cwts.util.LargeDoubleArray;
import nl.cwts.util.LargeIntArray;

/**
 * Communities by the Leiden algorithm (Traag, Waltman and van Eck, From Louvain to Leiden, 2019),
 * on several levels, each of which divides those of the level before.
 *
 * <p>A level maximises modularity with a resolution γ (Reichardt and Bornholdt 2006):
 *
 * <pre>
 * Q = Σ over communities c of ( inside(c)/W − γ · (strength(c)/2W)² )
 * </pre>
 *
 * with W the weight of all edges. From the second level on, edges between communities of the level
 * before are taken away, while strengths and W stay: Leiden's communities are connected, so that
 * none spans two of the level before. The same graph and seed give the same communities.
 *
 * <p>Memory: 28 bytes an entry of the graph while a level is computed; one thread.
 */
public final class Communities {
  /** Coarse to fine; the first is modularity as Newman and Girvan defined it. */
  public static final List<Double> RESOLUTIONS = List.of(1.0, 4.0, 16.0);

  /** Goes on where a round still gains; more rounds change little. */
  private static final int ROUNDS = 10;

  private final double resolution;
  private final double modularity;
  private final int[] ofNode;
  private final int[] sizes;

  private Communities(double resolution, double modularity, int[] ofNode, int[] sizes) {
    this.resolution = resolution;
    this.modularity = modularity;
    this.ofNode = ofNode;
    this.sizes = sizes;
  }

  /** The resolution that these were found with. */
  public double resolution() {
    return resolution;
  }

  /** Modularity with resolution 1, whatever these were found with. */
  public double modularity() {
    return modularity;
  }

  /** How many there are; a node without edges is one of its own. */
  public int count() {
    return sizes.length;
  }

  /** How many have more than one node. */
  public int countOfSeveral() {
    return (int) Arrays.stream(sizes).filter(size -> size > 1).count();
  }

  /** The community of a node: 0 for the largest, of equal ones that of the smaller first node. */
  public int of(int node) {
    return ofNode[node];
  }

  /** How many nodes a community has. */
  public int size(int community) {
    return sizes[community];
  }

  /**
   * The levels of a graph.
   *
   * @param resolutions of the levels, growing
   */
  public static List<Communities> of(WeightedGraph graph, List<Double> resolutions, long seed) {
    List<Communities> levels = new ArrayList<>();
    double[] strengths = IntStream.range(0, graph.nodes()).mapToDouble(graph::strength).toArray();
    double weight = graph.totalWeight();
    WeightedGraph divided = graph;
    for (double resolution : resolutions) {
      int[] found = leiden(divided, strengths, resolution / (2 * weight), seed);
      int[] sizes = order(found);
      levels.add(
          new Communities(resolution, modularity(graph, strengths, weight, found), found, sizes));
      divided = divided.with((one, other) -> found[one] == found[other]);
    }
    return levels;
  }

  private static int[] leiden(
      WeightedGraph graph, double[] strengths, double resolution, long seed) {
    if (graph.edges() == 0) {
      return IntStream.range(0, graph.nodes()).toArray();
    }
    Network network =
        new Network(
            strengths,
            graph.rowsAsLongs(),
            new LargeIntArray(graph.neighboursCopy()),
            new LargeDoubleArray(graph.weightsCopy()),
            false);
    Clustering clustering =
        new LeidenAlgorithm(
                resolution, ROUNDS, LeidenAlgorithm.DEFAULT_RANDOMNESS, new Random(seed))
            .findClustering(network);
    return clustering.getClusters();
  }

  /** Numbers the communities in place, the largest 0, and gives their sizes. */
  private static int[] order(int[] found) {
    int count = Arrays.stream(found).max().orElse(-1) + 1;
    int[] sizes = new int[count];
    int[] first = new int[count];
    for (int node = found.length - 1; node >= 0; node--) {
      sizes[found[node]]++;
      first[found[node]] = node;
    }
    int[] order =
        IntStream.range(0, count)
            .filter(each -> sizes[each] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer each) -> -sizes[each])
                    .thenComparingInt(each -> first[each]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] numbers = new int[count];
    for (int number = 0; number < order.length; number++) {
      numbers[order[number]] = number;
    }
    for (int node = 0; node < found.length; node++) {
      found[node] = numbers[found[node]];
    }
    return Arrays.stream(order).map(each -> sizes[each]).toArray();
  }

  private static double modularity(
      WeightedGraph graph, double[] strengths, double weight, int[] found) {
    double inside = 0;
    double[] strength = new double[graph.nodes()];
    for (int node = 0; node < graph.nodes(); node++) {
      strength[found[node]] += strengths[node];
      for (int at = graph.start(node); at < graph.end(node); at++) {
        if (found[node] == found[graph.neighbour(at)]) {
          inside += graph.weight(at);
        }
      }
    }
    double expected = 0;
    for (double each : strength) {
      expected += each / (2 * weight) * (each / (2 * weight));
    }
    return weight == 0 ? 0 : inside / (2 * weight) - expected;
  }
}
