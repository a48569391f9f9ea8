package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected ranks are those of networkx 3.6.1, pagerank(alpha=0.85, tol=1e-15). */
class PageRankTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void aWeightedGraphWithANodeThatHasNoEdge() {
    WeightedGraph graph =
        new GraphBuilder()
            .pair("a", "b", 3)
            .pair("a", "c", 1)
            .pair("b", "c", 1)
            .pair("c", "d", 2)
            .node("e")
            .build(evidence -> evidence);
    double[] ranks = PageRank.of(graph);
    assertThat(ranks[0]).isCloseTo(0.2640765518, CLOSE);
    assertThat(ranks[1]).isCloseTo(0.2640765518, CLOSE);
    assertThat(ranks[2]).isCloseTo(0.2803913963, CLOSE);
    assertThat(ranks[3]).isCloseTo(0.1553109217, CLOSE);
    assertThat(ranks[4]).isCloseTo(0.0361445783, CLOSE);
    assertThat(Arrays.stream(ranks).sum()).isCloseTo(1, CLOSE);
  }

  @Test
  void theKarateClub() {
    double[] ranks = PageRank.of(KarateClub.graph());
    assertThat(ranks[0]).isCloseTo(0.0969972854, CLOSE);
    assertThat(ranks[11]).isCloseTo(0.0095647455, CLOSE);
    assertThat(ranks[16]).isCloseTo(0.0167840054, CLOSE);
    assertThat(ranks[33]).isCloseTo(0.1009191823, CLOSE);
  }

  @Test
  void noNodesAndNoEdges() {
    assertThat(PageRank.of(new GraphBuilder().build(evidence -> 1))).isEmpty();
    assertThat(PageRank.of(new GraphBuilder().node("a").node("b").build(evidence -> 1)))
        .containsExactly(0.5, 0.5);
  }
}
