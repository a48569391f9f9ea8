package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.graph.analyse.RelatedNodes.Related;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelatedNodesTest {
  private static final NodeEmbeddings.Config SMALL =
      new NodeEmbeddings.Config(32, 5, 20, 5, 5, 0.025, 1);

  private static final WeightedGraph GRAPH = PlantedPartition.graph(400, 8, 3_000, 2);
  private static NodeEmbeddings vectors;

  @BeforeAll
  static void learn() {
    vectors = NodeEmbeddings.learn(GRAPH, SMALL);
  }

  @Test
  void theSameSeedGivesTheSameVectors() {
    NodeEmbeddings again = NodeEmbeddings.learn(GRAPH, SMALL);
    for (int node = 0; node < GRAPH.nodes(); node++) {
      assertThat(again.vector(node)).containsExactly(vectors.vector(node));
    }
  }

  @Test
  void relatedNodesAreOfTheSameCommunity() {
    RelatedNodes found = RelatedNodes.of(GRAPH, vectors, RelatedNodes.Config.DEFAULT);
    double right =
        IntStream.range(0, GRAPH.nodes())
            .mapToLong(
                node -> found.of(node).stream().filter(each -> each.node() % 8 == node % 8).count())
            .sum();
    // by chance an eighth
    assertThat(right / (20 * GRAPH.nodes())).isGreaterThan(0.8);
  }

  @Test
  void hnswFindsNearlyWhatComparingAllFinds() {
    RelatedNodes exact = RelatedNodes.of(GRAPH, vectors, new RelatedNodes.Config(20, 400, 0, 0, 3));
    RelatedNodes near = RelatedNodes.of(GRAPH, vectors, new RelatedNodes.Config(20, 399, 0, 0, 3));
    long both = 0;
    for (int node = 0; node < GRAPH.nodes(); node++) {
      List<Integer> all = exact.of(node).stream().map(Related::node).toList();
      both += near.of(node).stream().filter(each -> all.contains(each.node())).count();
    }
    assertThat(both / (20.0 * GRAPH.nodes())).isGreaterThan(0.98);
  }

  @Test
  void aSuggestedLinkIsNoEdgeAndAmongTheBestOfBothEnds() {
    RelatedNodes found =
        RelatedNodes.of(GRAPH, vectors, new RelatedNodes.Config(20, 10_000, 0.7, 2, 2));
    int suggested = 0;
    for (int node = 0; node < GRAPH.nodes(); node++) {
      int here = node;
      List<Related> related = found.of(node);
      assertThat(related.stream().map(Related::score).toList())
          .isSortedAccordingTo((one, other) -> Double.compare(other, one));
      List<Related> links = related.stream().filter(Related::suggested).toList();
      assertThat(links).hasSizeLessThanOrEqualTo(2);
      for (Related each : links) {
        assertThat(each.score()).isGreaterThanOrEqualTo(0.7);
        assertThat(GRAPH.adjacent(here, each.node())).isFalse();
        Neighbourhood shared = Neighbourhood.of(GRAPH, here, each.node());
        assertThat(shared.common()).isGreaterThanOrEqualTo(2);
        long better =
            related.stream()
                .filter(other -> other.score() >= 0.7 && !GRAPH.adjacent(here, other.node()))
                .filter(
                    other ->
                        Neighbourhood.of(GRAPH, here, other.node()).adamicAdar()
                            > shared.adamicAdar() + 1e-6)
                .count();
        assertThat(better).isLessThan(2);
        assertThat(found.of(each.node()))
            .filteredOn(Related::suggested)
            .extracting(Related::node)
            .contains(here);
      }
      suggested += links.size();
    }
    assertThat(suggested).isBetween(20, 2 * GRAPH.nodes() / 2);
  }

  @Test
  void aNodeWithoutEdgesHasNoVector() {
    WeightedGraph graph =
        new GraphBuilder().pair("a", "b", 1).pair("b", "c", 1).node("d").build(evidence -> 1);
    NodeEmbeddings learned = NodeEmbeddings.learn(graph, SMALL);
    RelatedNodes found = RelatedNodes.of(graph, learned, RelatedNodes.Config.DEFAULT);
    assertThat(learned.knows(3)).isFalse();
    assertThat(found.of(3)).isEmpty();
    assertThat(found.of(0).stream().map(Related::node).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void noEdgesNoVectors() {
    WeightedGraph graph = new GraphBuilder().node("a").node("b").build(evidence -> 1);
    NodeEmbeddings learned = NodeEmbeddings.learn(graph, SMALL);
    assertThat(learned.knows(0)).isFalse();
    assertThat(RelatedNodes.of(graph, learned, RelatedNodes.Config.DEFAULT).of(0)).isEmpty();
  }
}
