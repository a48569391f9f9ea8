package io.millrace.evaluation.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import io.millrace.graph.relation.RelationRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionEvaluationTest {
  @TempDir Path folder;

  /** By hand: three right, one with a wrong end, one with a wrong type, one not labelled, dates. */
  @Test
  void countsExactSpansWithTheirTypes() throws IOException {
    Path file = folder.resolve("texts.jsonl");
    Files.writeString(
        file,
        """
        {"id":"1","text":"Josip Rodin lives in Berlin since 1999.","entities":[{"start":0,"end":11,"type":"PER"},{"start":21,"end":27,"type":"LOC"}]}
        {"id":"2","text":"She moved to France.","entities":[{"start":10,"end":19,"type":"LOC"}]}
        {"id":"3","text":"They like Debian and Paris.","entities":[{"start":10,"end":16,"type":"ORG"},{"start":21,"end":26,"type":"LOC"},{"start":0,"end":4,"type":"MISC"}]}
        """);
    EntityEvaluation evaluation =
        new EntityEvaluation(new BuiltInExtractor(Dictionary.EMPTY), TypeNames.known());
    EntityEvaluation.Result result = evaluation.run(LabelledFile.entities(file));

    assertThat(result.texts()).isEqualTo(3);
    assertThat(result.byType().get("place")).isEqualTo(new Counts(2, 1, 1));
    assertThat(result.byType().get("person")).isEqualTo(new Counts(1, 0, 0));
    assertThat(result.byType().get("organization")).isEqualTo(new Counts(0, 0, 1));
    assertThat(result.byType().get("product"))
        .as("found and not labelled")
        .isEqualTo(new Counts(0, 1, 0));
    assertThat(result.all()).isEqualTo(new Counts(3, 2, 2));
    assertThat(result.all().f1()).isCloseTo(2 * 0.6 * 0.6 / 1.2, within(1e-12));
  }

  @Test
  void aWrongLineIsNamed() throws IOException {
    Path file = folder.resolve("texts.jsonl");
    Files.writeString(
        file,
        "{\"id\":\"1\",\"text\":\"ab\",\"entities\":[{\"start\":1,\"end\":3,\"type\":\"X\"}]}\n");
    assertThatThrownBy(() -> LabelledFile.entities(file))
        .hasMessageContaining("texts.jsonl:1")
        .hasMessageContaining("[1, 3) in a text of 2");
  }

  /** What scorer-v1.2.pl of the task says of these answers. */
  @Test
  void theScoreIsThatOfTheOfficialScorer() {
    RelationScore score = new RelationScore();
    score.add("Cause-Effect(e1,e2)", "Cause-Effect(e1,e2)");
    score.add("Cause-Effect(e2,e1)", "Cause-Effect(e1,e2)");
    score.add("Cause-Effect(e1,e2)", "Other");
    score.add("Other", "Message-Topic(e1,e2)");
    score.add("Member-Collection(e2,e1)", "Member-Collection(e2,e1)");
    score.add("Member-Collection(e2,e1)", "Member-Collection(e2,e1)");
    score.add("Message-Topic(e1,e2)", "Message-Topic(e1,e2)");
    score.add("Other", "Other");
    score.add("Message-Topic(e2,e1)", "Cause-Effect(e2,e1)");

    assertThat(100 * score.macroF1()).isCloseTo(61.11, within(0.005));
    assertThat(score.byRelation()).hasSize(3);
  }

  @Test
  void aLabelWithoutADirectionIsJudgedWithoutOne() {
    RelationScore score = new RelationScore();
    score.add("Cause-Effect", "Cause-Effect(e2,e1)");
    score.add("Other", "Other");
    assertThat(score.macroF1()).isEqualTo(1);
  }

  @Test
  void relationsAreAnsweredWithTheirDirection() throws IOException {
    Path file = folder.resolve("relations.jsonl");
    Files.writeString(
        file,
        """
        {"id":"1","text":"The fire was caused by the storm.","e1":{"start":4,"end":8},"e2":{"start":27,"end":32},"relation":"Cause-Effect(e2,e1)"}
        {"id":"2","text":"The storm caused a fire.","e1":{"start":4,"end":9},"e2":{"start":19,"end":23},"relation":"Cause-Effect(e1,e2)"}
        {"id":"3","text":"He put the book into the bag.","e1":{"start":11,"end":15},"e2":{"start":25,"end":28},"relation":"Entity-Destination(e1,e2)"}
        """);
    Path proposed = folder.resolve("proposed.txt");
    RelationScore score =
        new RelationEvaluation(RelationRules.nominal())
            .run(LabelledFile.relations(file), Optional.of(proposed));

    assertThat(score.macroF1()).isEqualTo(1);
    assertThat(Files.readAllLines(proposed))
        .containsExactly(
            "1\tCause-Effect(e2,e1)", "2\tCause-Effect(e1,e2)", "3\tEntity-Destination(e1,e2)");
  }

  @Test
  void typesHaveOneMeaning() {
    assertThat(TypeNames.known())
        .containsAllEntriesOf(Map.of("GPE", "place", "corporation", "organization"));
  }
}
