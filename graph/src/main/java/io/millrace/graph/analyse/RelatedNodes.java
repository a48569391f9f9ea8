package io.millrace.graph.analyse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.hnsw.DefaultFlatVectorScorer;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;
import org.apache.lucene.util.hnsw.RandomAccessVectorValues;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/**
 * For every node those whose vectors point most the same way, and which of them suggest a link that
 * the graph has not.
 *
 * <p>Up to {@link Config#exactUpTo} nodes with vectors every pair is compared; beyond, candidates
 * come from Lucene's HNSW graph over the vectors (Malkov and Yashunin 2018), in n·log n. Both give
 * the same again for the same vectors. Memory: 8 bytes a related node, and for HNSW another copy of
 * the vectors and up to 32 neighbours a node.
 */
public final class RelatedNodes {
  private static final int HNSW_CONNECTIONS = 16;
  private static final int HNSW_BREADTH = 100;
  private static final long HNSW_SEED = 42;

  private final WeightedGraph graph;
  private final Config config;
  private final int[][] related;
  private final float[][] scores;
  private final int[][] suggestible;

  /**
   * What to look for.
   *
   * @param count how many related nodes each has at most
   * @param exactUpTo the largest number of nodes of which every pair is compared
   * @param suggestedFrom the smallest cosine that suggests a link
   * @param suggestedCommon how many neighbours both of its ends share at least
   * @param suggestedEach how many links are suggested to a node at most
   */
  public record Config(
      int count, int exactUpTo, double suggestedFrom, int suggestedCommon, int suggestedEach) {
    /** Twenty of each; of these, two that both ends have among their best three suggest a link. */
    public static final Config DEFAULT = new Config(20, 10_000, 0.6, 2, 3);
  }

  /**
   * A related node.
   *
   * @param node which
   * @param score the cosine of the angle between both vectors
   * @param suggested whether it suggests a link: there is no edge, the score is high enough, both
   *     share enough neighbours, and each is among the other's best of such by these neighbours
   */
  public record Related(int node, double score, boolean suggested) {}

  private RelatedNodes(WeightedGraph graph, Config config) {
    this.graph = graph;
    this.config = config;
    this.related = new int[graph.nodes()][];
    this.scores = new float[graph.nodes()][];
    this.suggestible = new int[graph.nodes()][];
  }

  /** Compares the nodes of a graph by their vectors. */
  public static RelatedNodes of(WeightedGraph graph, NodeEmbeddings embeddings, Config config) {
    RelatedNodes found = new RelatedNodes(graph, config);
    int[] nodes = IntStream.range(0, graph.nodes()).filter(embeddings::knows).toArray();
    if (nodes.length <= config.exactUpTo()) {
      found.compareAll(nodes, embeddings);
    } else {
      found.search(nodes, embeddings);
    }
    IntStream.of(nodes).parallel().forEach(found::suggest);
    return found;
  }

  /** A node's related ones, the most related first, of equal ones the smaller number. */
  public List<Related> of(int node) {
    int[] others = related[node];
    if (others == null) {
      return List.of();
    }
    List<Related> list = new ArrayList<>(others.length);
    for (int each = 0; each < others.length; each++) {
      int other = others[each];
      boolean suggested = hasAmongBest(node, other) && hasAmongBest(other, node);
      list.add(new Related(other, scores[node][each], suggested));
    }
    return list;
  }

  private boolean hasAmongBest(int node, int other) {
    return IntStream.of(suggestible[node]).anyMatch(each -> each == other);
  }

  /** The best of a node's related ones to suggest a link to, by what they share with it. */
  private void suggest(int node) {
    BestNodes best = new BestNodes(config.suggestedEach());
    for (int each = 0; each < related[node].length; each++) {
      int other = related[node][each];
      if (scores[node][each] >= config.suggestedFrom() && !graph.adjacent(node, other)) {
        Neighbourhood shared = Neighbourhood.of(graph, node, other);
        if (shared.common() >= config.suggestedCommon()) {
          best.offer(other, (float) shared.adamicAdar());
        }
      }
    }
    suggestible[node] = best.nodes();
  }

  private void compareAll(int[] nodes, NodeEmbeddings embeddings) {
    // each node's own row only, so that threads share nothing
    IntStream.of(nodes).parallel().forEach(node -> keep(node, nodes, embeddings));
  }

  private void search(int[] nodes, NodeEmbeddings embeddings) {
    List<float[]> vectors = IntStream.of(nodes).mapToObj(embeddings::vector).toList();
    try {
      RandomVectorScorerSupplier scorers =
          DefaultFlatVectorScorer.INSTANCE.getRandomVectorScorerSupplier(
              VectorSimilarityFunction.DOT_PRODUCT,
              RandomAccessVectorValues.fromFloats(vectors, embeddings.dimensions()));
      OnHeapHnswGraph index =
          HnswGraphBuilder.create(scorers, HNSW_CONNECTIONS, HNSW_BREADTH, HNSW_SEED)
              .build(nodes.length);
      int breadth = Math.max(HNSW_BREADTH, 2 * config.count());
      for (int ordinal = 0; ordinal < nodes.length; ordinal++) {
        ScoreDoc[] hits =
            HnswGraphSearcher.search(
                    scorers.scorer(ordinal), breadth, index, null, Integer.MAX_VALUE)
                .topDocs()
                .scoreDocs;
        int[] candidates = Arrays.stream(hits).mapToInt(hit -> nodes[hit.doc]).toArray();
        keep(nodes[ordinal], candidates, embeddings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot happen: the vectors are in memory", e);
    }
  }

  /** Keeps the best candidates of a node, by a heap whose top is the worst of them. */
  private void keep(int node, int[] candidates, NodeEmbeddings embeddings) {
    BestNodes best = new BestNodes(config.count());
    for (int candidate : candidates) {
      if (candidate != node) {
        best.offer(candidate, (float) embeddings.cosine(node, candidate));
      }
    }
    related[node] = best.nodes();
    scores[node] = best.scores();
  }
}
