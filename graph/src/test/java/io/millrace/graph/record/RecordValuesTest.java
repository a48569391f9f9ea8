package io.millrace.graph.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordValuesTest {
  @Test
  void oneFormForWhatIsWrittenInDifferentWays() {
    assertThat(NormalText.of("ＳＯＮＹ　Café")).isEqualTo("sony cafe");
    assertThat(NormalText.of("資料庫 系統")).isEqualTo(NormalText.of("资料库  系统"));
    assertThat(NormalText.of(" \t ")).isEmpty();
  }

  @Test
  void chineseHasPairsOfCharacters() {
    assertThat(NormalText.words("索尼电视 kd-65x 张"))
        .containsExactly("索尼", "尼电", "电视", "kd", "65x", "张");
  }

  @Test
  void codesAreFoundHoweverTheyAreParted() {
    assertThat(Codes.in("sony ps-lx350h, 5 pieces, 1995"))
        .containsExactly("pslx350h", "lx350h", "1995");
    assertThat(Similarity.codes("pslx350h", "lx350h")).isCloseTo(0.5 + 0.5 * 6 / 8, within(1e-9));
    assertThat(Similarity.codes("ln32a650", "ln40a650")).isZero();
  }

  @Test
  void typesFollowFromValues() {
    assertThat(FieldType.of(List.of("1995,", "(1993).", "2001"))).isEqualTo(FieldType.YEAR);
    assertThat(FieldType.of(List.of("$1,299.00", "49", "9.5 €"))).isEqualTo(FieldType.NUMBER);
    assertThat(FieldType.of(List.of("pp. 322-331", "82(3)", "kd-65x"))).isEqualTo(FieldType.CODE);
    assertThat(FieldType.of(List.of("y. freund and d. haussler", "王海、李明")))
        .isEqualTo(FieldType.NAMES);
    assertThat(FieldType.of(List.of("sony turntable", "索尼电视"))).isEqualTo(FieldType.TEXT);
  }

  /** Winkler's own examples (1990). */
  @Test
  void jaroWinkler() {
    assertThat(Similarity.jaroWinkler("martha", "marhta")).isCloseTo(0.9611, within(1e-4));
    assertThat(Similarity.jaroWinkler("dwayne", "duane")).isCloseTo(0.84, within(1e-4));
    assertThat(Similarity.jaroWinkler("dixon", "dicksonx")).isCloseTo(0.8133, within(1e-4));
  }

  @Test
  void numbersWithAndWithoutSeparators() {
    assertThat(Numbers.in("1,299.00 or 1299; pages 322-331")).containsExactly(322, 331, 1299);
  }

  @Test
  void columnsOfTwoTablesBelongTogether() {
    RecordTable first =
        new RecordTable(
            List.of("title", "price", "empty"),
            List.of(new RecordTable.Row("1", List.of("sony turntable", "49", ""))));
    RecordTable second =
        new RecordTable(
            List.of("Price", "name"),
            List.of(new RecordTable.Row("1", List.of("48", "sony turntable"))));
    assertThat(Field.of(List.of(first, second)))
        .containsExactly(
            new Field("price", List.of(1, 0), FieldType.NUMBER),
            new Field("title", List.of(0, 1), FieldType.TEXT));
  }
}
