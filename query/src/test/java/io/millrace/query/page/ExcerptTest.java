package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Span;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void aShortPassageIsShownWhole() {
    Excerpt excerpt = Excerpt.of("备份与恢复", List.of(new Span(0, 2)));

    assertThat(excerpt.part()).isEmpty();
    assertThat(excerpt.whole())
        .containsExactly(
            new Segment("备份", false, false, true), new Segment("与恢复", false, false, false));
  }

  @Test
  void aLongOneIsShownFromItsBeginning() {
    String text = "恢".repeat(400);

    Excerpt excerpt = Excerpt.of(text, List.of());

    // a Chinese character takes two of the part's 400 columns
    assertThat(joined(excerpt.part())).isEqualTo("恢".repeat(200));
    assertThat(excerpt.before()).isFalse();
    assertThat(excerpt.after()).isTrue();
    assertThat(excerpt.characters()).isEqualTo(400);
    assertThat(joined(excerpt.whole())).isEqualTo(text);
  }

  @Test
  void aLongOneWhoseFirstWordStandsLateIsShownFromBeforeIt() {
    String text = "lorem ipsum ".repeat(100) + "restore the ledger";
    int word = text.indexOf("restore");

    Excerpt excerpt = Excerpt.of(text, List.of(new Span(word, word + 7)));

    assertThat(excerpt.before()).isTrue();
    assertThat(excerpt.after()).isFalse();
    assertThat(joined(excerpt.part())).startsWith("ipsum lorem").endsWith("restore the ledger");
    assertThat(excerpt.part()).contains(new Segment("restore", false, false, true));
  }

  @Test
  void noSurrogatePairIsCut() {
    for (int shift = 0; shift < 3; shift++) {
      String text = "x".repeat(shift) + "𠮷".repeat(1000);
      int word = shift + 1800;

      Excerpt excerpt = Excerpt.of(text, List.of(new Span(word, word + 2)));

      String part = joined(excerpt.part());
      assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
      assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1))).isFalse();
    }
  }

  private static String joined(List<Segment> segments) {
    return segments.stream().map(Segment::text).collect(Collectors.joining());
  }

  @Test
  void columnsOfATableAreSetApart() {
    Excerpt excerpt = Excerpt.of("a\tb", List.of(new Span(2, 3)));

    assertThat(excerpt.whole())
        .containsExactly(
            new Segment("a\u2003", false, false, false), new Segment("b", false, false, true));
  }
}
