package io.millrace.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static Placement.Placed place(
      String text, List<Answer.Named> mentions, List<Answer.Stated> facts) {
    return new Placement(text, "model:m").place("hash", "print", new Answer(mentions, facts));
  }

  private static Answer.Named named(String type, String text) {
    return new Answer.Named(type, text);
  }

  @Test
  void aNameIsAMentionWhereverItStandsAsAWordOfItsOwn() {
    String text = "IT bought ITEM. Then IT sold Bank of China in China; 中国银行在中国。";
    Placement.Placed placed =
        place(
            text,
            List.of(
                named("organization", "IT"),
                named("place", "China"),
                named("organization", "Bank of China"),
                named("place", "中国"),
                named("organization", "中国银行"),
                named("person", "Nobody"),
                named("place", "IT")),
            List.of());
    assertThat(placed.extraction().mentions())
        .extracting(Mention::start, Mention::text, Mention::type)
        .containsExactly(
            tuple(0, "IT", "organization"),
            tuple(21, "IT", "organization"),
            tuple(29, "Bank of China", "organization"),
            tuple(46, "China", "place"),
            tuple(53, "中国银行", "organization"),
            tuple(58, "中国", "place"));
    assertThat(placed.droppedMentions()).isEqualTo(2);
    Mention second = placed.extraction().mentions().get(1);
    assertThat(text.substring(second.sentenceStart(), second.sentenceEnd()).strip())
        .isEqualTo("Then IT sold Bank of China in China; 中国银行在中国。");
  }

  @Test
  void aFactStandsInItsSentenceWithBothMentions() {
    String text = "Acme was founded in 1990. Acme is in Paris. 明沙电站位于云南省。";
    List<Answer.Named> names =
        List.of(
            named("organization", "Acme"),
            named("date", "1990"),
            named("place", "Paris"),
            named("place", "明沙电站"),
            named("place", "云南省"));
    Answer.Stated located = new Answer.Stated("located_in", "Acme", "Paris", "Acme is in Paris.");
    Placement.Placed placed =
        place(
            text,
            names,
            List.of(
                new Answer.Stated("located_in", "明沙电站", "云南省", "明沙电站位于云南省。"),
                located,
                located,
                new Answer.Stated("located_in", "Acme", "Paris", "Acme lies in Paris."),
                new Answer.Stated("located_in", "Acme", "Paris", "Acme was founded in 1990."),
                new Answer.Stated("located_in", "Acme", "Acme", "Acme is in Paris."),
                new Answer.Stated("located_in", "Bolt", "Paris", "Acme is in Paris.")));
    assertThat(placed.droppedFacts()).isEqualTo(4);
    List<Mention> mentions = placed.extraction().mentions();
    assertThat(placed.extraction().facts()).hasSize(2);
    Fact fact = placed.extraction().facts().get(0);
    assertThat(fact.rule()).isEqualTo("model:m");
    assertThat(text.substring(fact.sentenceStart(), fact.sentenceEnd()).strip())
        .isEqualTo("Acme is in Paris.");
    // the Acme of this sentence, not of the one before
    assertThat(mentions.get(fact.arguments().get(0).mention()).start()).isEqualTo(26);
    assertThat(fact.arguments())
        .extracting(Fact.Argument::role)
        .containsExactly("subject", "object");
    assertThat(mentions.get(placed.extraction().facts().get(1).arguments().get(1).mention()).text())
        .isEqualTo("云南省");
  }

  @Test
  void datesAndAmountsHaveTheNormalFormsOfTheRules() {
    Placement.Placed placed =
        place(
            "合同于2024年3月5日签订，金额3500万元。",
            List.of(named("date", "2024年3月5日"), named("money", "3500万元")),
            List.of());
    assertThat(placed.extraction().mentions())
        .extracting(Mention::value)
        .containsExactly("2024-03-05", "CNY 35000000");
  }
}
