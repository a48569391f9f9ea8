package io.millrace.graph.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import io.millrace.graph.dictionary.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInExtractorTest {
  private static final BuiltInExtractor EXTRACTOR = new BuiltInExtractor(Dictionary.EMPTY);

  private static List<String> facts(String text) {
    Extraction extraction = EXTRACTOR.extract("hash", text);
    return extraction.facts().stream().map(fact -> said(fact, extraction.mentions())).toList();
  }

  private static String said(Fact fact, List<Mention> mentions) {
    return mentions.get(fact.arguments().get(0).mention()).text()
        + " "
        + fact.type()
        + " "
        + mentions.get(fact.arguments().get(1).mention()).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Margaret Hamilton worked for Acme Widgets Inc in 1969. | Margaret Hamilton works_for Acme Widgets Inc",
        "Acme Widgets Inc was founded in 1987. | Acme Widgets Inc founded_in 1987",
        "王海毕业后加入北京大学。 | 王海 works_for 北京大学",
        "北京大学成立于1898年。 | 北京大学 founded_in 1898年",
        "《风机手册》由王海编写，共三章。 | 王海 produces 《风机手册》"
      })
  void relations(String text, String fact) {
    assertThat(facts(text)).contains(fact);
  }

  @Test
  void whoDoesItSaysNothingWithoutWhatHeDoes() {
    assertThat(facts("改为四班两运转，每班12小时，由王海宣布。")).isEmpty();
    assertThat(facts("《风机手册》由王海审核。")).isEmpty();
  }

  @Test
  void nothingIsRelatedAcrossSentences() {
    assertThat(facts("Margaret Hamilton worked. For Acme Widgets Inc it was 1969.")).isEmpty();
  }

  @Test
  void spansAreExactAndDoNotOverlap() {
    String text = "王海 (wang.hai@example.com) 于2024年3月5日在北京大学发布《风机手册》。 It costs $3.2 million.\n";
    Extraction extraction = EXTRACTOR.extract("hash", text);
    int end = 0;
    for (Mention mention : extraction.mentions()) {
      assertThat(text.substring(mention.start(), mention.end())).isEqualTo(mention.text());
      assertThat(mention.start()).isGreaterThanOrEqualTo(end);
      end = mention.end();
    }
    assertThat(extraction.mentions().stream().map(Mention::type))
        .containsExactly("person", "email", "date", "organization", "work", "money");
  }

  @Test
  void theDictionaryWins() {
    BuiltInExtractor extractor = new BuiltInExtractor(Dictionary.of(Map.of("Berlin", "product")));
    assertThat(extractor.extract("hash", "They live in Berlin.").mentions())
        .extracting(Mention::type)
        .containsExactly("product");
    assertThat(extractor.fingerprint()).isNotEqualTo(EXTRACTOR.fingerprint());
  }

  @Test
  void oneNameHasOneTypeWithinAText() {
    String text =
        "In Nakamura it rained. Dr. Nakamura and Prof. Nakamura slept. We drove towards Nakamura.";
    assertThat(EXTRACTOR.extract("hash", text).mentions())
        .extracting(Mention::type)
        .containsExactly("person", "person", "person", "person");
  }

  @Test
  void relationsThatAreDeniedOrPlanned() {
    assertThat(facts("Acme Widgets Inc did not acquire Foo Bar Ltd.")).isEmpty();
    assertThat(EXTRACTOR.extract("hash", "Acme Widgets Inc will acquire Foo Bar Ltd.").facts())
        .extracting(Fact::rule)
        .containsExactlyInAnyOrder("planned relation: acquired", "planned event: acquisition");
  }

  @Test
  void theBuiltInRulesHaveAHash() {
    assertThat(BuiltInRules.hash()).matches("[0-9a-f]{64} hanlp \\S+ wordnet \\S+");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "' '",
    "'\n\n'",
    "'😀😀'",
    "'......'",
    "'A'",
    "'《《《'",
    "'((((((((((((((((((((((((a'"
  })
  void oddTextsHaveNothing(String text) {
    assertThat(EXTRACTOR.extract("hash", text).mentions()).isEmpty();
  }

  @Test
  void aLongLineIsNoTrouble() {
    String text = "Wang 王 1,2.3-4/5 ".repeat(20_000);
    assertThat(EXTRACTOR.extract("hash", text).textHash()).isEqualTo("hash");
  }
}
