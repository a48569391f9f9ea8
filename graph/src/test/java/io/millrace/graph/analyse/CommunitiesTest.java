package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommunitiesTest {
  /** Who stayed with the instructor, by Zachary's own record. */
  private static final List<Integer> INSTRUCTORS =
      List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21);

  @Test
  void theKarateClubHasTheBestModularity() {
    WeightedGraph graph = KarateClub.graph();
    Communities found = Communities.of(graph, List.of(1.0), 1).get(0);
    // the optimum, Brandes et al. 2008
    assertThat(found.modularity()).isCloseTo(0.4198, within(0.0001));
    assertThat(found.count()).isEqualTo(4);
    // all but one, who sided with the instructor although most of his friends did not
    long right =
        IntStream.range(0, graph.nodes())
            .filter(node -> INSTRUCTORS.contains(node) == mostlyInstructors(found, node))
            .count();
    assertThat(right).isGreaterThanOrEqualTo(33);
  }

  private static boolean mostlyInstructors(Communities found, int node) {
    long with = INSTRUCTORS.stream().filter(each -> found.of(each) == found.of(node)).count();
    return 2 * with > found.size(found.of(node));
  }

  @Test
  void aPlantedPartitionIsFound() {
    WeightedGraph graph = PlantedPartition.graph(1_000, 20, 8_000, 5);
    Communities found = Communities.of(graph, List.of(1.0), 1).get(0);
    assertThat(found.count()).isEqualTo(20);
    long pairs = 0;
    long right = 0;
    for (int one = 0; one < 1_000; one++) {
      for (int other = 0; other < one; other++) {
        boolean same = one % 20 == other % 20;
        pairs += same ? 1 : 0;
        right += same && found.of(one) == found.of(other) ? 1 : 0;
      }
    }
    assertThat((double) right / pairs).isGreaterThan(0.95);
  }

  @Test
  void aFinerLevelDividesTheOneBefore() {
    WeightedGraph graph = PlantedPartition.graph(600, 6, 3_000, 3);
    List<Communities> levels = Communities.of(graph, Communities.RESOLUTIONS, 1);
    assertThat(levels).hasSize(3);
    for (int level = 1; level < 3; level++) {
      Communities coarse = levels.get(level - 1);
      Communities fine = levels.get(level);
      assertThat(fine.count()).isGreaterThan(coarse.count());
      int[] within = new int[fine.count()];
      Arrays.fill(within, -1);
      for (int node = 0; node < graph.nodes(); node++) {
        int community = fine.of(node);
        if (within[community] < 0) {
          within[community] = coarse.of(node);
        }
        assertThat(coarse.of(node)).isEqualTo(within[community]);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameCommunities() {
    WeightedGraph graph = PlantedPartition.graph(600, 6, 3_000, 3);
    Communities one = Communities.of(graph, List.of(1.0), 9).get(0);
    Communities other = Communities.of(graph, List.of(1.0), 9).get(0);
    for (int node = 0; node < graph.nodes(); node++) {
      assertThat(other.of(node)).isEqualTo(one.of(node));
    }
  }

  @Test
  void aNodeWithoutEdgesIsACommunityOfItsOwn() {
    WeightedGraph graph =
        new GraphBuilder().pair("a", "b", 1).node("c").node("d").build(evidence -> 1);
    Communities found = Communities.of(graph, Communities.RESOLUTIONS, 1).get(2);
    assertThat(found.of(2)).isNotEqualTo(found.of(3)).isNotEqualTo(found.of(0));
    assertThat(Communities.of(new GraphBuilder().node("a").build(evidence -> 1), List.of(1.0), 1))
        .singleElement()
        .satisfies(level -> assertThat(level.countOfSeveral()).isZero());
  }
}
