package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  @Test
  void theOrderOfAdditionsDoesNotMatter() {
    WeightedGraph one =
        new GraphBuilder()
            .pair("王海", "Acme", 2)
            .pair("Acme", "Oslo", 1)
            .node("Bergen")
            .pair("Acme", "王海", 1)
            .build(evidence -> evidence);
    WeightedGraph other =
        new GraphBuilder()
            .node("Bergen")
            .pair("Oslo", "Acme", 1)
            .pair("Acme", "王海", 3)
            .build(evidence -> evidence);
    for (WeightedGraph graph : new WeightedGraph[] {one, other}) {
      assertThat(graph.nodes()).isEqualTo(4);
      assertThat(graph.edges()).isEqualTo(2);
      assertThat(graph.id(0)).isEqualTo("Acme");
      assertThat(graph.node("王海")).isEqualTo(3);
      assertThat(graph.node("Tromsø")).isNegative();
      assertThat(graph.degree(0)).isEqualTo(2);
      assertThat(graph.neighbour(graph.start(0))).isEqualTo(2);
      assertThat(graph.weight(graph.start(0) + 1)).isEqualTo(3);
      assertThat(graph.strength(0)).isEqualTo(4);
      assertThat(graph.totalWeight()).isEqualTo(4);
      assertThat(graph.adjacent(3, 0)).isTrue();
      assertThat(graph.adjacent(3, 2)).isFalse();
      assertThat(graph.degree(graph.node("Bergen"))).isZero();
    }
  }

  @Test
  void aLoopIsNoEdge() {
    WeightedGraph graph = new GraphBuilder().pair("a", "a", 1).build(evidence -> evidence);
    assertThat(graph.nodes()).isEqualTo(1);
    assertThat(graph.edges()).isZero();
  }

  @Test
  void someOfTheEdges() {
    WeightedGraph all =
        new GraphBuilder().pair("a", "b", 1).pair("b", "c", 2).pair("a", "c", 3).build(e -> e);
    WeightedGraph some = all.with((smaller, larger) -> smaller != 0 || larger != 2);
    assertThat(some.edges()).isEqualTo(2);
    assertThat(some.adjacent(0, 2)).isFalse();
    assertThat(some.adjacent(2, 0)).isFalse();
    assertThat(some.strength(1)).isEqualTo(3);
  }

  @Test
  void evidenceIsPositive() {
    assertThatThrownBy(() -> new GraphBuilder().pair("a", "b", 0))
        .hasMessage("Cannot add the pair a, b: its evidence is 0, not at least 1");
  }

  @Test
  void aFactCountsAsThreeSentences() {
    assertThat(EvidenceWeight.of(1)).isEqualTo(1);
    assertThat(EvidenceWeight.of(EvidenceWeight.FACT)).isEqualTo(2);
    // two facts and one sentence: log2(1 + 3·2 + 1)
    assertThat(EvidenceWeight.of(2 * EvidenceWeight.FACT + 1)).isEqualTo(3);
  }
}
