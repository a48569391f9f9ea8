package io.millrace.graph.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TournamentTest {
  @Test
  void everyPairOfBucketsMeetsOnce() {
    for (int buckets = 2; buckets <= 16; buckets += 2) {
      Tournament tournament = new Tournament(buckets);
      List<Integer> cells =
          tournament.rounds().stream().flatMap(round -> Arrays.stream(round).boxed()).toList();
      assertThat(cells).doesNotHaveDuplicates().hasSize(tournament.cells());
      assertThat(cells).allMatch(cell -> cell >= 0 && cell < tournament.cells());
    }
  }

  @Test
  void cellsOfARoundShareNoNode() {
    Tournament tournament = new Tournament(8);
    for (int[] round : tournament.rounds()) {
      Set<String> nodes = new HashSet<>();
      for (int cell : round) {
        Set<String> ofCell = new HashSet<>();
        for (int from = 0; from < 60; from++) {
          for (int to = 0; to < 60; to++) {
            if (tournament.cell("n" + from, "n" + to) == cell) {
              ofCell.add("n" + from);
              ofCell.add("n" + to);
            }
          }
        }
        int before = nodes.size();
        nodes.addAll(ofCell);
        assertThat(nodes).hasSize(before + ofCell.size());
        assertThat(ofCell).isNotEmpty();
      }
    }
  }

  @Test
  void bothDirectionsHaveOneCell() {
    assertThat(new Tournament(4).cell("a", "b")).isEqualTo(new Tournament(4).cell("b", "a"));
  }

  @Test
  void anOddNumberOfBucketsIsAnError() {
    assertThatThrownBy(() -> new Tournament(3)).hasMessageContaining("3 buckets");
  }
}
