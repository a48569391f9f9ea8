package io.millrace.evaluation.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.graph.analyse.GraphBuilder;
import io.millrace.graph.analyse.Neighbourhood;
import io.millrace.graph.analyse.NodeEmbeddings;
import io.millrace.graph.analyse.WeightedGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkEvaluationTest {
  private static final LinkEvaluation.Config CONFIG =
      new LinkEvaluation.Config(0.1, 3, new NodeEmbeddings.Config(32, 10, 20, 5, 5, 0.025, 1));

  /**
   * Twelve rings of 12 within which each knows the next three: neighbours of neighbours are near.
   */
  private static WeightedGraph rings() {
    GraphBuilder builder = new GraphBuilder();
    for (int ring = 0; ring < 12; ring++) {
      for (int place = 0; place < 12; place++) {
        for (int step = 1; step <= 3; step++) {
          builder.pair(ring + "/" + place, ring + "/" + (place + step) % 12, 1);
        }
      }
    }
    return builder.build(evidence -> 1);
  }

  @Test
  void methodsThatSeeSurroundingsFindWhatIsMissing() {
    LinkEvaluation.Result result = new LinkEvaluation(CONFIG).run(rings());
    assertThat(result.nodes()).isEqualTo(144);
    assertThat(result.edges()).isEqualTo(432);
    assertThat(result.heldOut()).isEqualTo(43);
    assertThat(result.scores()).hasSize(6);
    // of the 9,864 pairs without an edge, these 43 are missing: one in 229
    assertThat(result.right()).isPositive();
    assertThat(result.right() * 10).isGreaterThan(result.suggested());
    assertThat(score(result, "common neighbours").auc()).isGreaterThan(0.95);
    assertThat(score(result, "Adamic-Adar").aucByDegree()).isGreaterThan(0.95);
    assertThat(score(result, "embeddings, cosine").auc()).isGreaterThan(0.95);
    assertThat(score(result, "embeddings, Hadamard").auc()).isGreaterThan(0.7);
    assertThat(score(result, "combination").auc()).isGreaterThan(0.95);
    // all degrees are 6, so that the only thing to see is which nodes lost an edge
    assertThat(score(result, "preferential attachment").auc()).isLessThan(0.5);
  }

  private static LinkEvaluation.Score score(LinkEvaluation.Result result, String method) {
    return result.scores().stream()
        .filter(each -> each.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSmallGraphIsRefused() {
    WeightedGraph graph = new GraphBuilder().pair("a", "b", 1).build(evidence -> 1);
    assertThatThrownBy(() -> new LinkEvaluation(CONFIG).run(graph))
        .hasMessage("Cannot hold out 0.1 of 1 edges: that is 0, fewer than 10");
    assertThatThrownBy(() -> new LinkEvaluation.Config(0.7, 1, NodeEmbeddings.Config.DEFAULT))
        .hasMessage("Cannot hold out 0.7 of the edges: it must be above 0 and at most 0.5");
  }

  @Test
  void aCompleteGraphHasNoPairsWithoutAnEdge() {
    WeightedGraph graph =
        new GraphBuilder().pair("a", "b", 1).pair("b", "c", 1).pair("a", "c", 1).build(e -> 1);
    assertThatThrownBy(() -> NonEdges.uniform(graph, 2, new SplittableRandom(1)))
        .hasMessageStartingWith("Cannot draw 2 pairs without an edge");
  }

  @Test
  void theAreaUnderTheCurve() {
    // of 6 comparisons 4 are won and one is a tie
    assertThat(Auc.of(new double[] {3, 2}, new double[] {2, 1, 2.5}))
        .isCloseTo(4.5 / 6, within(1e-12));
    assertThat(Auc.of(new double[] {1}, new double[] {1})).isEqualTo(0.5);
  }

  @Test
  void neighboursOfAPair() {
    // a and b share c, which has 3 neighbours, and d, which has 2
    WeightedGraph graph =
        new GraphBuilder()
            .pair("a", "c", 1)
            .pair("b", "c", 1)
            .pair("c", "e", 1)
            .pair("a", "d", 1)
            .pair("b", "d", 1)
            .pair("b", "e", 1)
            .build(evidence -> 1);
    Neighbourhood found = Neighbourhood.of(graph, graph.node("a"), graph.node("b"));
    assertThat(found.common()).isEqualTo(2);
    assertThat(found.adamicAdar()).isCloseTo(1 / Math.log(3) + 1 / Math.log(2), within(1e-12));
    assertThat(found.preferential()).isEqualTo(6);
    assertThat(found.jaccard()).isCloseTo(2.0 / 3, within(1e-12));
  }

  /**
   * One feature that is 0 or 1: positive in 3 of 4 cases where it is 1, in 1 of 4 where it is 0.
   * The penalty takes a little off the odds of 3 and 1/3.
   */
  @Test
  void logisticRegressionGivesTheOddsOfTheExamples() {
    double[][] positive = examples(300, 100);
    double[][] negative = examples(100, 300);
    LogisticRegression model = LogisticRegression.fit(positive, negative);
    assertThat(model.score(new double[] {1})).isCloseTo(Math.log(3), within(0.02));
    assertThat(model.score(new double[] {0})).isCloseTo(-Math.log(3), within(0.02));
  }

  private static double[][] examples(int ones, int zeros) {
    double[][] examples = new double[ones + zeros][1];
    for (int each = 0; each < ones; each++) {
      examples[each][0] = 1;
    }
    return examples;
  }

  @Test
  void edgesOfAFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("edges"), "# two\n\n王海\tAcme 7\nAcme Oslo\nAcme 王海\n");
    WeightedGraph graph = EdgeFile.read(file);
    assertThat(graph.nodes()).isEqualTo(3);
    assertThat(graph.edges()).isEqualTo(2);
    assertThat(graph.totalWeight()).isEqualTo(2);
    Path wrong = Files.writeString(folder.resolve("wrong"), "a b\nc\n");
    assertThatThrownBy(() -> EdgeFile.read(wrong))
        .hasMessage("Cannot read an edge from line 2 of " + wrong + ": it has one name, \"c\"");
  }
}
