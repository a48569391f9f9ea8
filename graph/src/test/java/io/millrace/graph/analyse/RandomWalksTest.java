package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomWalksTest {
  @Test
  void stepsAreAsLikelyAsEdgesWeigh() {
    WeightedGraph graph =
        new GraphBuilder().pair("a", "b", 1).pair("a", "c", 2).pair("a", "d", 5).build(e -> e);
    RandomWalks walks = new RandomWalks(graph, 7);
    int[] counts = new int[4];
    for (int number = 0; number < 20_000; number++) {
      counts[walks.walk(0, number, 2)[1]]++;
    }
    assertThat(counts[0]).isZero();
    assertThat(counts[1] / 20_000.0).isCloseTo(1 / 8.0, within(0.01));
    assertThat(counts[2] / 20_000.0).isCloseTo(2 / 8.0, within(0.01));
    assertThat(counts[3] / 20_000.0).isCloseTo(5 / 8.0, within(0.01));
  }

  @Test
  void aWalkCanBeMadeAgainAndFollowsEdges() {
    WeightedGraph graph = KarateClub.graph();
    int[] walk = new RandomWalks(graph, 7).walk(5, 3, 30);
    assertThat(new RandomWalks(graph, 7).walk(5, 3, 30)).containsExactly(walk);
    assertThat(new RandomWalks(graph, 7).walk(5, 4, 30)).isNotEqualTo(walk);
    for (int step = 1; step < walk.length; step++) {
      assertThat(graph.adjacent(walk[step - 1], walk[step])).isTrue();
    }
  }
}
