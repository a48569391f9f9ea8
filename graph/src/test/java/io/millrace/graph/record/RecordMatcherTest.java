package io.millrace.graph.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordMatcherTest {
  private static final List<String> WORDS = words();

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      words.add("w" + Integer.toString(i, 36) + "x");
    }
    return words;
  }

  /** Each thing twice: the second time without its last word. */
  private static RecordTable.Row row(int thing, int copy) {
    Random random = new Random(thing);
    List<String> own = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      own.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return new RecordTable.Row(
        thing + "-" + copy, List.of(String.join(" ", own.subList(0, 8 - copy)), "common"));
  }

  private static RecordTable table(int things) {
    List<RecordTable.Row> rows = new ArrayList<>();
    for (int thing = 0; thing < things; thing++) {
      rows.add(row(thing, 0));
      rows.add(row(thing, 1));
    }
    return new RecordTable(List.of("name", "note"), rows);
  }

  private static RecordKey key(int thing, int copy) {
    return new RecordKey(0, thing + "-" + copy);
  }

  private static List<RecordKey> clusterOf(RecordKey key, List<RecordCluster> clusters) {
    return clusters.stream()
        .map(RecordCluster::records)
        .filter(records -> records.contains(key))
        .findFirst()
        .orElseThrow();
  }

  private static List<RecordCluster> resolve(RecordTable table, Pins pins) {
    CandidatePairs pairs = CandidatePairs.of(table);
    return RecordMatcher.untrained(pairs).resolve(pairs, pins);
  }

  /** A word that all 25,000 records have would be read 25,000 times for each of them. */
  @Test
  void candidatesGrowWithTheRecordsOnly() {
    for (int things : List.of(1_250, 12_500)) {
      CandidatePairs pairs = CandidatePairs.of(table(things));
      long records = 2L * things;
      assertThat(pairs.size()).isLessThanOrEqualTo((int) (records * CandidatePairs.MOST));
      assertThat(pairs.postings()).isLessThanOrEqualTo(records * CandidatePairs.MOST_POSTINGS);
      long together = 0;
      for (int i = 0; i < pairs.size(); i++) {
        String left = pairs.keys().get(pairs.left(i)).id();
        String right = pairs.keys().get(pairs.right(i)).id();
        together += left.split("-", 2)[0].equals(right.split("-", 2)[0]) ? 1 : 0;
      }
      assertThat(together).as("pairs of one thing of %d", things).isEqualTo(things);
    }
  }

  @Test
  void aWrongMergeUndoneStaysUndone() {
    assertThat(clusterOf(key(3, 0), resolve(table(50), Pins.NONE))).contains(key(3, 1));
    Pins pins = new Pins(Set.of(), Set.of(new Pins.Pair(key(3, 1), key(3, 0))));
    for (int things : List.of(50, 60, 200)) {
      List<RecordCluster> clusters = resolve(table(things), pins);
      assertThat(clusterOf(key(3, 0), clusters)).doesNotContain(key(3, 1));
      assertThat(clusterOf(key(4, 0), clusters)).contains(key(4, 1));
    }
  }

  @Test
  void recordsPinnedTogetherStayTogether() {
    Pins pins = new Pins(Set.of(new Pins.Pair(key(1, 0), key(9, 0))), Set.of());
    assertThat(clusterOf(key(1, 0), resolve(table(50), pins))).contains(key(9, 0));
  }

  @Test
  void pinsThatContradictEachOtherAreNamed() {
    Pins pins =
        new Pins(
            Set.of(new Pins.Pair(key(1, 0), key(2, 0)), new Pins.Pair(key(2, 0), key(3, 0))),
            Set.of(new Pins.Pair(key(1, 0), key(3, 0))));
    assertThatThrownBy(() -> resolve(table(50), pins))
        .hasMessageContaining("other pins make them one");
    Pins unknown = new Pins(Set.of(new Pins.Pair(key(1, 0), key(99, 0))), Set.of());
    assertThatThrownBy(() -> resolve(table(50), unknown)).hasMessageContaining("99-0");
  }

  /** A common neighbour may not bring together what a pin keeps apart. */
  @Test
  void aPinHoldsForWholeClusters() {
    ScoredPairs pairs =
        new ScoredPairs(new int[] {0, 1, 0}, new int[] {1, 2, 2}, new float[] {.9f, .8f, .7f});
    for (Grouping grouping : List.of(Grouping.AVERAGE_LINKAGE, Grouping.CONSENSUS)) {
      Clusters free = grouping.start(3, 3);
      grouping.cluster(free, pairs, 0.5, Linkage.AVERAGE);
      assertThat(free.names()).containsExactly(0, 0, 0);
      Clusters pinned = grouping.start(3, 3);
      pinned.forbid(0, 2);
      grouping.cluster(pinned, pairs, 0.5, Linkage.AVERAGE);
      assertThat(pinned.names()).as(grouping.name()).containsExactly(0, 0, 2);
    }
  }

  /** 0 and 1 belong together; a mean of 0.9 and 0.1 is too little for 2. */
  @Test
  void averageLinkageAsksForAllPairs() {
    ScoredPairs pairs =
        new ScoredPairs(new int[] {0, 1, 0}, new int[] {1, 2, 2}, new float[] {.95f, .8f, .1f});
    Clusters linked = Grouping.AVERAGE_LINKAGE.start(3, 3);
    Grouping.AVERAGE_LINKAGE.cluster(linked, pairs, 0.5, Linkage.AVERAGE);
    assertThat(linked.names()).containsExactly(0, 0, 2);
  }

  @Test
  void ofTwoTablesEachRecordHasOnePartner() {
    ScoredPairs pairs =
        new ScoredPairs(new int[] {0, 0, 1}, new int[] {2, 3, 2}, new float[] {.9f, .8f, .8f});
    Clusters clusters = Grouping.ONE_TO_ONE.start(4, 2);
    Grouping.ONE_TO_ONE.cluster(clusters, pairs, 0.5, Linkage.AVERAGE);
    assertThat(clusters.names()).containsExactly(0, 1, 0, 3);
  }

  /** Same where exactly one of two features is high: no linear score tells it. */
  @Test
  void treesLearnWhatIsNotLinearAndRegressionWhatIs() {
    Random random = new Random(7);
    float[][] rows = new float[2_000][];
    boolean[] either = new boolean[rows.length];
    boolean[] sum = new boolean[rows.length];
    float[] weights = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()};
      either[i] = rows[i][0] > 0.5 != rows[i][1] > 0.5;
      sum[i] = rows[i][0] + rows[i][1] > 1;
      rows[i][2] = i % 3 == 0 ? Float.NaN : rows[i][2];
      weights[i] = 1;
    }
    assertThat(right(Learner.MANY_TREES.learn(rows, either, weights), rows, either))
        .isGreaterThan(0.95);
    assertThat(right(Learner.REGRESSION.learn(rows, sum, weights), rows, sum)).isGreaterThan(0.97);
  }

  private static double right(PairScore score, float[][] rows, boolean[] labels) {
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      right += score.of(rows[i]) > 0.5 == labels[i] ? 1 : 0;
    }
    return (double) right / rows.length;
  }
}
