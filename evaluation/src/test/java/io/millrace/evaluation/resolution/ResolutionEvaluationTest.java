package io.millrace.evaluation.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.evaluation.extraction.Counts;
import io.millrace.graph.record.CandidatePairs;
import io.millrace.graph.record.Pins;
import io.millrace.graph.record.RecordCluster;
import io.millrace.graph.record.RecordKey;
import io.millrace.graph.record.RecordMatcher;
import io.millrace.graph.record.RecordTable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolutionEvaluationTest {
  @TempDir Path folder;

  private static Path file(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                ResolutionEvaluationTest.class.getResource("/entity-resolution/" + name), name)
            .toURI());
  }

  private static MatchedRecords cora() throws IOException, URISyntaxException {
    return MatchedRecords.read(
        List.of(file("cora/records.csv")), file("cora/matches.csv"), StandardCharsets.UTF_8);
  }

  private static MatchedRecords abtBuy() throws IOException, URISyntaxException {
    return MatchedRecords.read(
        List.of(file("abt-buy/a.csv"), file("abt-buy/b.csv")),
        file("abt-buy/matches.csv"),
        StandardCharsets.UTF_8);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void citationsOfSeedOne() throws IOException, URISyntaxException {
    ResolutionScore score = new ResolutionEvaluation(cora()).trained(0.5, 1);
    assertThat(score.trainRecords() + score.testRecords()).isEqualTo(1295);
    assertThat(score.candidateRecall()).isGreaterThan(0.95);
    assertThat(score.pairs().f1()).isGreaterThan(0.93);
    assertThat(score.pairs().precision()).isGreaterThan(0.93);
    assertThat(score.bCubed().f1()).isGreaterThan(0.94);
  }

  @Test
  void productsOfSeedOne() throws IOException, URISyntaxException {
    ResolutionScore score = new ResolutionEvaluation(abtBuy()).trained(0.5, 1);
    assertThat(score.testThings()).isEqualTo(538);
    assertThat(score.candidateRecall()).isGreaterThan(0.99);
    assertThat(score.pairs().f1()).isGreaterThan(0.93);
  }

  @Test
  void noThingIsInBothHalves() throws IOException, URISyntaxException {
    MatchedRecords records = cora();
    Halves halves = Halves.of(records.things(), 0.5, 1);
    Set<RecordKey> both = new HashSet<>(halves.train().values());
    both.retainAll(new HashSet<>(halves.test().values()));
    assertThat(both).isEmpty();
    assertThat(halves.train().size() + halves.test().size()).isEqualTo(1295);
    assertThat(halves.train()).hasSizeBetween(600, 700);
  }

  /** Resolution is of a set of records: there is nothing kept from a smaller one. */
  @Test
  void theOrderOfRecordsMeansNothing() throws IOException, URISyntaxException {
    RecordTable table = cora().tables().get(0);
    List<RecordCluster> expected = resolve(table);
    assertThat(expected).hasSizeBetween(100, 500);
    List<RecordTable.Row> rows = new ArrayList<>(table.rows());
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(rows, new Random(seed));
      assertThat(resolve(new RecordTable(table.columns(), rows)))
          .as("order %d", seed)
          .isEqualTo(expected);
    }
  }

  /** A fifth of the records are known, which is enough for each step of learning. */
  @Test
  void whatIsLearnedDoesNotDependOnTheOrderEither() throws IOException, URISyntaxException {
    MatchedRecords records = cora();
    RecordTable table = records.tables().get(0);
    List<RecordTable.Row> rows = new ArrayList<>(table.rows());
    Collections.shuffle(rows, new Random(1));
    Map<RecordKey, String> labels = new HashMap<>();
    Halves.of(records.things(), 0.2, 1)
        .train()
        .forEach((key, thing) -> labels.put(key, thing.toString()));
    assertThat(trained(new RecordTable(table.columns(), rows), labels))
        .isEqualTo(trained(table, labels));
  }

  private static List<RecordCluster> trained(RecordTable table, Map<RecordKey, String> labels) {
    CandidatePairs pairs = CandidatePairs.of(table);
    return RecordMatcher.train(pairs, labels, 1).resolve(pairs, Pins.NONE);
  }

  private static List<RecordCluster> resolve(RecordTable table) {
    CandidatePairs pairs = CandidatePairs.of(table);
    return RecordMatcher.untrained(pairs).resolve(pairs, Pins.NONE);
  }

  /**
   * By hand: a and b judged, x not. Clusters {a1 a2 b1} and {a3} and {b2 x1}: of 3 + 1 pairs to
   * find 1 is right; proposed are 3 pairs and 1. B-cubed precision (2·2/3 + 1·1/3 + 1 + 1/2) / 5,
   * recall (2·2/3 + 1/3 + 1/2 + 1/2) / 5.
   */
  @Test
  void pairsRecordsAndClustersAreCounted() {
    RecordKey[] key = new RecordKey[6];
    for (int i = 0; i < key.length; i++) {
      key[i] = new RecordKey(0, Integer.toString(i));
    }
    Map<RecordKey, Set<RecordKey>> things =
        Map.of(key[0], Set.of(key[0], key[1], key[2]), key[3], Set.of(key[3], key[4]));
    Map<RecordKey, RecordKey> test =
        Map.of(key[0], key[0], key[1], key[0], key[2], key[0], key[3], key[3], key[4], key[3]);
    Judgement judgement = new Judgement(things);
    for (List<RecordKey> each :
        List.of(List.of(key[0], key[1], key[3]), List.of(key[2]), List.of(key[4], key[5]))) {
      judgement.add(new RecordCluster(each.get(0), each), test);
    }
    assertThat(judgement.pairs()).isEqualTo(new Counts(1, 3, 3));
    assertThat(judgement.clusters()).isEqualTo(new Counts(0, 3, 2));
    assertThat(judgement.bCubed().precision())
        .isCloseTo((4 / 3.0 + 1 / 3.0 + 1 + 0.5) / 5, within(1e-12));
    assertThat(judgement.bCubed().recall())
        .isCloseTo((4 / 3.0 + 1 / 3.0 + 0.5 + 0.5) / 5, within(1e-12));
  }

  @Test
  void wrongFilesAreNamedWithLineAndValues() throws IOException {
    Path records = write("记录.csv", "id,名称\n1,\"索尼, \"\"电视\"\"\"\n2,b\n");
    Path unknown = write("unknown.csv", "a,b\n1,2\n1,7\n");
    assertThatThrownBy(() -> read(records, unknown))
        .hasMessageContaining("unknown.csv:3")
        .hasMessageContaining("has the id 7");
    Path twice = write("twice.csv", "id,name\n1,a\n\n1,b\n");
    assertThatThrownBy(() -> read(twice, unknown))
        .hasMessageContaining("twice.csv:4: id 1 is that of line 2");
    Path uneven = write("uneven.csv", "id,name\n1,a,b\n");
    assertThatThrownBy(() -> read(uneven, unknown))
        .hasMessageContaining("uneven.csv:2: 3 values for 2 columns: [1, a, b]");
    Path open = write("open.csv", "id,name\n1,\"a\n");
    assertThatThrownBy(() -> read(open, unknown)).hasMessageContaining("open.csv:2: a quote");
    Path matches = write("matches.csv", "a;b\n2;1\n");
    MatchedRecords read = read(records, matches);
    assertThat(read.things()).containsEntry(new RecordKey(0, "2"), new RecordKey(0, "1"));
    assertThat(read.tables().get(0).rows().get(0).values()).containsExactly("索尼, \"电视\"");
  }

  private static MatchedRecords read(Path records, Path matches) throws IOException {
    return MatchedRecords.read(List.of(records), matches, StandardCharsets.UTF_8);
  }
}
