package io.millrace.graph.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionSpansTest {
  private static List<String> spans(String question) {
    return QuestionSpans.of(question).stream().map(QuestionSpans.Span::text).toList();
  }

  @Test
  void aShortWordInSmallLettersIsANameOnlyWhereItIsAllThatIsAsked() {
    assertThat(spans(" may ")).containsExactly("may");
    assertThat(spans("it may rain")).contains("may rain").doesNotContain("may");
    assertThat(spans("is May here")).contains("May");
    assertThat(spans("钱")).containsExactly("钱");
    assertThat(spans("谁有钱")).contains("有钱").doesNotContain("钱");
  }

  @Test
  void theWholeQuestionIsOneWithAllItsSigns() {
    assertThat(spans("<b>Yahoo!</b>").get(0)).isEqualTo("<b>Yahoo!</b>");
    assertThat(spans("?!…。")).isEmpty();
    assertThat(spans("")).isEmpty();
    String longer = "Yahoo! ".repeat(40);
    assertThat(spans(longer)).isNotEmpty().doesNotContain(longer.strip());
  }
}
