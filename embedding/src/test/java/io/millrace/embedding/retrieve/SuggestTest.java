package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.titled;
import static io.millrace.embedding.retrieve.Questions.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.embedding.retrieve.Suggestion.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestTest {
  @TempDir Path root;

  @Test
  void allWordsOccurAndTheLastMayBeABeginning() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            titled(document("a", "x"), "Water wheels of the north"),
            titled(document("b", "x"), "The wheel and its water"),
            titled(document("c", "x"), "Waterways"),
            titled(document("d", "x"), null, "Under water"))) {
      assertThat(suggest(searcher, "water whe"))
          .containsExactly("Water wheels of the north", "The wheel and its water");
      assertThat(suggest(searcher, "WATER"))
          .containsExactly(
              "Waterways", "Water wheels of the north", "The wheel and its water", "Under water");
      assertThat(suggest(searcher, "water "))
          .containsExactly("Water wheels of the north", "The wheel and its water", "Under water");
      assertThat(suggest(searcher, "ｗａｔｅｒｗ")).containsExactly("Waterways");
      assertThat(suggest(searcher, "wheels wat")).containsExactly("Water wheels of the north");
      assertThat(suggest(searcher, "heel")).isEmpty();
      assertThat(suggest(searcher, "ways")).isEmpty();
    }
  }

  @Test
  void chineseCharactersStandSideBySideAsTyped() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            titled(document("a", "x"), "数据库备份指南"),
            titled(document("b", "x"), "库数据与据数", "备份数据库"),
            titled(document("c", "x"), "PostgreSQL数据库运维"),
            titled(document("d", "x"), "数 据 库"))) {
      assertThat(suggest(searcher, "数据"))
          .containsExactly("数据库备份指南", "库数据与据数", "PostgreSQL数据库运维", "备份数据库");
      assertThat(suggest(searcher, "数据库备")).containsExactly("数据库备份指南");
      assertThat(suggest(searcher, "备份 数据库")).containsExactly("数据库备份指南", "备份数据库");
      assertThat(suggest(searcher, "postgresql数据库")).containsExactly("PostgreSQL数据库运维");
      assertThat(suggest(searcher, "数据库 post")).containsExactly("PostgreSQL数据库运维");
      assertThat(suggest(searcher, "份备")).isEmpty();
    }
  }

  @Test
  void titlesComeFirstAndEachTextOnce() throws IOException {
    Document first = titled(document("a", "one", "two", "三"), "Mill", "Mill stones", "Mill stones");
    Document second = titled(document("b", "one"), "MILL", "mill stones!");
    try (Searcher searcher =
        Questions.of(root, first, second, titled(document("c", "x"), "The old mill"))) {
      List<Suggestion> found = searcher.suggest("mill", PUBLIC, Filters.NONE, 10);
      assertThat(found.stream().map(Suggestion::kind))
          .containsExactly(Kind.TITLE, Kind.TITLE, Kind.HEADING);
      assertThat(found.get(0)).isEqualTo(new Suggestion("MILL", Kind.TITLE, second.docId()));
      assertThat(found.get(2))
          .isEqualTo(new Suggestion("Mill stones", Kind.HEADING, first.docId()));
      assertThat(searcher.suggest("mill", PUBLIC, Filters.NONE, 2)).isEqualTo(found.subList(0, 2));
      Filters chinese = Filters.NONE.withLanguages(Set.of("zh"));
      assertThat(searcher.suggest("mill", PUBLIC, chinese, 10).stream().map(Suggestion::text))
          .containsExactly("Mill", "Mill stones");
      assertThat(searcher.suggest("mill", PUBLIC, Filters.NONE.without(Set.of(first.docId())), 10))
          .noneMatch(suggestion -> suggestion.document().equals(first.docId()));
    }
  }

  @Test
  void whatIsTypedIsPlainText() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            titled(document("a", "x"), "A mill"),
            titled(document("b", "x"), "C++ and [a-z]* by 🙂"))) {
      for (String typed :
          List.of(
              "", " ", "*", ".*", "mi?l", "m*ll", "*ill", "[lm]ill", "\"", "\u0000", "\ud800",
              "?!…。")) {
        assertThat(suggest(searcher, typed)).as(typed).isEmpty();
      }
      assertThat(suggest(searcher, "[a-z]*")).containsExactly("C++ and [a-z]* by 🙂");
      assertThat(suggest(searcher, "c++")).containsExactly("C++ and [a-z]* by 🙂");
      assertThat(suggest(searcher, "mill" + " mill".repeat(50_000))).containsExactly("A mill");
      assertThat(suggest(searcher, "x".repeat(199) + "🙂🙂")).isEmpty();
      assertThatThrownBy(() -> searcher.suggest("a", PUBLIC, Filters.NONE, 0))
          .hasMessage("Cannot suggest: 0 are wanted, but 1 to 100 are possible");
    }
  }

  @Test
  void manyMatchesAreNotAllLookedAt() throws IOException {
    Document[] rows = new Document[2_500];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = titled(document("d" + i, "x"), "Mill number " + i);
    }
    try (Searcher searcher = Questions.of(root, rows)) {
      assertThat(suggest(searcher, "mill n")).hasSize(10).startsWith("Mill number 0");
      assertThat(suggest(searcher, "mill number 2499")).containsExactly("Mill number 2499");
      String one = Ids.document("file:///d2499");
      assertThat(searcher.suggest("mill number 2499", PUBLIC, Filters.NONE, 1).get(0).document())
          .isEqualTo(one);
    }
  }

  private static List<String> suggest(Searcher searcher, String typed) throws IOException {
    return searcher.suggest(typed, PUBLIC, Filters.NONE, 10).stream()
        .map(Suggestion::text)
        .toList();
  }
}
