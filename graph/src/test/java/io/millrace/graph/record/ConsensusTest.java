package io.millrace.graph.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {
  private static final int YEAR = 1;
  private static final int KIND = 2;
  private static final int MEAN = 3;
  private static final int DIFFERING = 5;

  private static PreparedRecords records(List<List<String>> values) {
    List<RecordTable.Row> rows = new ArrayList<>();
    for (List<String> each : values) {
      rows.add(new RecordTable.Row(Integer.toString(rows.size()), each));
    }
    return new PreparedRecords(List.of(new RecordTable(List.of("venue", "year"), rows)));
  }

  /**
   * Records 0 to 2 are in proceedings, 3 and 4 in a journal. Years 1995 twice and 1996 once beside
   * 1997 twice have nothing in common; beside 1996 and 1997 once each the cosine is 1 / √(5 · 2).
   */
  @Test
  void whatMostRecordsOfAClusterSayIsCompared() {
    PreparedRecords records =
        records(
            List.of(
                List.of("in proc. of the 13th conference", "1995"),
                List.of("in ecml-95", "(1995)"),
                List.of("proceedings of the conference", "1996a"),
                List.of("journal of learning", "1997"),
                List.of("j. of learning", "1996"),
                List.of("", "1997")));
    Consensus consensus = new Consensus(records, new int[] {0, 0, 0, 3, 3, 5});
    float[] features = consensus.features(0, 3, 0.7);
    assertThat((double) features[YEAR]).isCloseTo(1 / Math.sqrt(5 * 2), within(1e-6));
    assertThat(features[KIND]).isZero();
    assertThat(features[MEAN]).isEqualTo(0.7f);
    assertThat((double) features[DIFFERING])
        .isCloseTo(2 / 3.0 * (1 + 1 - 1 / Math.sqrt(10)), within(1e-6));
    assertThat(consensus.features(3, 5, 0.7)[KIND]).isNaN();
    assertThat(features).isEqualTo(consensus.features(3, 0, 0.7));
    consensus.merged(3, 5);
    assertThat((double) consensus.features(0, 3, 0.7)[YEAR])
        .isCloseTo(1 / Math.sqrt(5 * 5), within(1e-6));
  }

  @Test
  void kindsOfPublicationsAreToldByTheirVenues() {
    assertThat(PublicationKind.of("in stoc '93")).isEqualTo(PublicationKind.MEETING);
    assertThat(PublicationKind.of("proc. 4th workshop on learning"))
        .isEqualTo(PublicationKind.MEETING);
    assertThat(PublicationKind.of("第十三届全国会议论文集")).isEqualTo(PublicationKind.MEETING);
    assertThat(PublicationKind.of("artificial intelligence")).isEqualTo(PublicationKind.PERIODICAL);
    assertThat(PublicationKind.of("计算机学报")).isEqualTo(PublicationKind.PERIODICAL);
    assertThat(PublicationKind.of("technical report 12")).isEqualTo(PublicationKind.REPORT);
    assertThat(PublicationKind.of("ph.d. thesis")).isEqualTo(PublicationKind.THESIS);
    assertThat(PublicationKind.of("博士学位论文")).isEqualTo(PublicationKind.THESIS);
    assertThat(PublicationKind.of("unpublished manuscript")).isEqualTo(PublicationKind.UNPUBLISHED);
  }

  /** The best mean comes first; a wrong merge that is seen is not made. */
  @Test
  void lessonsFollowWhatIsKnown() {
    PreparedRecords records =
        records(
            List.of(
                List.of("proc. a", "1995"),
                List.of("proc. b", "1995"),
                List.of("journal c", "1997"),
                List.of("journal d", "1997")));
    MergeLessons lessons =
        new MergeLessons(new Consensus(records, new int[] {0, 1, 2, 3}), new int[] {0, 0, 1, 1});
    Clusters clusters = Grouping.CONSENSUS.start(4, 4);
    ScoredPairs pairs =
        new ScoredPairs(new int[] {0, 1, 2}, new int[] {1, 2, 3}, new float[] {.7f, .9f, .8f});
    Grouping.CONSENSUS.cluster(clusters, pairs, Linkage.LEAST_MEAN, lessons);
    assertThat(clusters.names()).containsExactly(0, 0, 2, 2);
    assertThat(lessons.learn(thing -> false).of(new float[0])).isZero();
  }
}
