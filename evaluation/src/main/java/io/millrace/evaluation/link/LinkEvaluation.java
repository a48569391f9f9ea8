package io.millrace.evaluation.link;

import io.millrace.graph.analyse.Neighbourhood;
import io.millrace.graph.analyse.NodeEmbeddings;
import io.millrace.graph.analyse.RelatedNodes;
import io.millrace.graph.analyse.WeightedGraph;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How well methods tell edges that were taken away from pairs that never had one. A share of the
 * edges is held out, drawn alike from all, and each method sees the rest only. It is judged by the
 * area under the ROC curve against as many pairs without an edge: once drawn alike from all pairs,
 * once with ends as likely as they have edges, which a method that only knows hubs cannot tell from
 * edges.
 *
 * <p>What is fitted is fitted on the rest: the Hadamard product of vectors on its edges, as for
 * node2vec (Grover and Leskovec 2016); the combination on a share of it, held out once more, with
 * vectors learned without that share.
 *
 * <p>Memory: three graphs, two sets of vectors, and 600 bytes for each of at most {@value
 * #MOST_EXAMPLES} fitted examples of a kind.
 */
public final class LinkEvaluation {
  private static final int MOST_EXAMPLES = 50_000;
  private static final int FEWEST = 10;

  private final Config config;

  /**
   * What to do.
   *
   * @param heldOut the share of edges to hold out, above 0 and at most 0.5
   * @param seed of every draw
   * @param embeddings how vectors are learned; its seed is replaced
   */
  public record Config(double heldOut, long seed, NodeEmbeddings.Config embeddings) {
    /** Checks the share. */
    public Config {
      if (!(heldOut > 0 && heldOut <= 0.5)) {
        throw new IllegalArgumentException(
            "Cannot hold out " + heldOut + " of the edges: it must be above 0 and at most 0.5");
      }
    }
  }

  /**
   * A method's score.
   *
   * @param method its name
   * @param auc against pairs drawn alike, 0.5 by chance
   * @param aucByDegree against pairs whose ends are drawn by degree
   * @param seconds to fit it and to score all pairs, vectors included where it uses them
   */
  public record Score(String method, double auc, double aucByDegree, double seconds) {}

  /**
   * What was measured.
   *
   * @param nodes of the graph
   * @param edges of the graph
   * @param heldOut how many of these were held out
   * @param suggested how many links are suggested without those
   * @param right how many of the suggested are among the held-out edges
   * @param scores of each method
   */
  public record Result(
      int nodes, int edges, int heldOut, int suggested, int right, List<Score> scores) {
    /** Copies the scores. */
    public Result {
      scores = List.copyOf(scores);
    }
  }

  /** The pairs that are judged. */
  private record Judged(Pairs edges, Pairs uniform, Pairs byDegree) {}

  /** A method: a number for each pair, larger where an edge is more likely. */
  @FunctionalInterface
  private interface Method {
    double score(int one, int other);
  }

  /** An evaluation. */
  public LinkEvaluation(Config config) {
    this.config = config;
  }

  /**
   * Judges every method on a graph.
   *
   * @throws IllegalArgumentException if the graph is too small or nearly complete
   */
  public Result run(WeightedGraph graph) {
    SplittableRandom random = new SplittableRandom(config.seed());
    Pairs edges = Pairs.edges(graph);
    Pairs held = edges.sample(share(edges.size()), random);
    Judged judged =
        new Judged(
            held,
            NonEdges.uniform(graph, held.size(), random),
            NonEdges.byDegree(graph, held.size(), random));
    WeightedGraph rest = without(graph, held);
    List<Score> scores = new ArrayList<>();
    scores.add(judge("common neighbours", judged, () -> neighbours(rest, each -> each.common())));
    scores.add(judge("Adamic-Adar", judged, () -> neighbours(rest, Neighbourhood::adamicAdar)));
    scores.add(
        judge(
            "preferential attachment",
            judged,
            () -> neighbours(rest, Neighbourhood::preferential)));
    long started = System.nanoTime();
    NodeEmbeddings vectors = vectors(rest);
    double learning = (System.nanoTime() - started) / 1e9;
    scores.add(plus(learning, judge("embeddings, cosine", judged, () -> vectors::cosine)));
    scores.add(
        plus(
            learning,
            judge("embeddings, Hadamard", judged, () -> hadamard(rest, vectors, random))));
    scores.add(
        plus(learning, judge("combination", judged, () -> combination(rest, vectors, random))));
    Pairs suggested = suggested(rest, vectors);
    LongOpenHashSet right = suggested.keys();
    right.retainAll(held.keys());
    return new Result(
        graph.nodes(), graph.edges(), held.size(), suggested.size(), right.size(), scores);
  }

  private static Pairs suggested(WeightedGraph graph, NodeEmbeddings vectors) {
    RelatedNodes related = RelatedNodes.of(graph, vectors, RelatedNodes.Config.DEFAULT);
    Pairs suggested = new Pairs();
    for (int node = 0; node < graph.nodes(); node++) {
      for (RelatedNodes.Related each : related.of(node)) {
        if (each.suggested() && node < each.node()) { // both ends have it
          suggested.add(node, each.node());
        }
      }
    }
    return suggested;
  }

  private int share(int edges) {
    int count = (int) Math.round(edges * config.heldOut());
    if (count < FEWEST) {
      throw new IllegalArgumentException(
          "Cannot hold out "
              + config.heldOut()
              + " of "
              + edges
              + " edges: that is "
              + count
              + ", fewer than "
              + FEWEST);
    }
    return count;
  }

  private static WeightedGraph without(WeightedGraph graph, Pairs pairs) {
    LongOpenHashSet taken = pairs.keys();
    return graph.with((smaller, larger) -> !taken.contains(Pairs.key(smaller, larger)));
  }

  private NodeEmbeddings vectors(WeightedGraph graph) {
    return NodeEmbeddings.learn(graph, config.embeddings().withSeed(config.seed()));
  }

  private static Method neighbours(
      WeightedGraph graph, Function<Neighbourhood, ? extends Number> score) {
    return (one, other) -> score.apply(Neighbourhood.of(graph, one, other)).doubleValue();
  }

  /** Positive examples are the graph's own edges, which the vectors were learned from. */
  private static Method hadamard(
      WeightedGraph graph, NodeEmbeddings vectors, SplittableRandom random) {
    Pairs edges = Pairs.edges(graph);
    Pairs positive = edges.sample(Math.min(edges.size(), MOST_EXAMPLES), random);
    LogisticRegression model =
        LogisticRegression.fit(
            examples(positive, (one, other) -> product(vectors, one, other)),
            examples(
                mixed(graph, positive.size(), random),
                (one, other) -> product(vectors, one, other)));
    return (one, other) -> model.score(product(vectors, one, other));
  }

  /** Fitted on edges that neither its vectors nor its neighbours have seen. */
  private Method combination(WeightedGraph graph, NodeEmbeddings vectors, SplittableRandom random) {
    Pairs edges = Pairs.edges(graph);
    Pairs held =
        edges.sample(Math.min(Math.max(share(edges.size()), FEWEST), MOST_EXAMPLES), random);
    WeightedGraph rest = without(graph, held);
    NodeEmbeddings fewer = vectors(rest);
    LogisticRegression model =
        LogisticRegression.fit(
            examples(held, (one, other) -> features(rest, fewer, one, other)),
            examples(
                mixed(graph, held.size(), random),
                (one, other) -> features(rest, fewer, one, other)));
    return (one, other) -> model.score(features(graph, vectors, one, other));
  }

  /** Half drawn alike and half by degree: what a user is shown is neither. */
  private static Pairs mixed(WeightedGraph graph, int count, SplittableRandom random) {
    Pairs mixed = NonEdges.uniform(graph, count / 2, random);
    Pairs more = NonEdges.byDegree(graph, count - count / 2, random);
    for (int at = 0; at < more.size(); at++) {
      mixed.add(more.smaller(at), more.larger(at));
    }
    return mixed;
  }

  private static double[] product(NodeEmbeddings vectors, int one, int other) {
    float[] first = vectors.vector(one);
    float[] second = vectors.vector(other);
    double[] product = new double[first.length];
    for (int each = 0; each < product.length; each++) {
      product[each] = first[each] * second[each];
    }
    return product;
  }

  private static double[] features(
      WeightedGraph graph, NodeEmbeddings vectors, int one, int other) {
    Neighbourhood neighbourhood = Neighbourhood.of(graph, one, other);
    return new double[] {
      vectors.cosine(one, other),
      Math.log1p(neighbourhood.common()),
      Math.log1p(neighbourhood.adamicAdar()),
      Math.log1p(neighbourhood.preferential()),
      neighbourhood.jaccard()
    };
  }

  /** What a model is fitted to, for a pair. */
  @FunctionalInterface
  private interface Features {
    double[] of(int one, int other);
  }

  private static double[][] examples(Pairs pairs, Features features) {
    double[][] examples = new double[pairs.size()][];
    for (int at = 0; at < examples.length; at++) {
      examples[at] = features.of(pairs.smaller(at), pairs.larger(at));
    }
    return examples;
  }

  private static Score judge(String name, Judged judged, Supplier<Method> making) {
    long started = System.nanoTime();
    Method method = making.get();
    double[] edges = scores(judged.edges(), method);
    double[] uniform = scores(judged.uniform(), method);
    double[] byDegree = scores(judged.byDegree(), method);
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Score(name, Auc.of(edges, uniform), Auc.of(edges, byDegree), seconds);
  }

  private static double[] scores(Pairs pairs, Method method) {
    double[] scores = new double[pairs.size()];
    for (int at = 0; at < scores.length; at++) {
      scores[at] = method.score(pairs.smaller(at), pairs.larger(at));
    }
    return scores;
  }

  private static Score plus(double seconds, Score score) {
    return new Score(score.method(), score.auc(), score.aucByDegree(), score.seconds() + seconds);
  }
}
