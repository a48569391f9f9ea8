package io.millrace.benchmark.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsTest {
  @TempDir Path folder;

  @Test
  void cutsSentencesAndLongOnes() {
    String english = "The gates of the upper basin were closed on Monday. Too short. ";
    String chinese = "大坝的巡检每周进行一次，由值班人员负责。";
    List<String> passages = ShortPassages.of(english + chinese + "\n\n" + "word ".repeat(50));

    assertThat(passages.subList(0, 2))
        .containsExactly("The gates of the upper basin were closed on Monday.", chinese.strip());
    assertThat(passages.subList(2, passages.size()))
        .hasSize(2)
        .allSatisfy(passage -> assertThat(passage).hasSizeBetween(100, 140));
  }

  @Test
  void aSmallerSetIsTheBeginningOfALargerOneAndQueriesAreInBothLanguages() throws IOException {
    StringBuilder corpus = new StringBuilder();
    StringBuilder queries = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      corpus.append("{\"text\": \"Turbine number ").append(i);
      corpus.append(" was overhauled in the spring of that year.\"}\n");
      queries.append("{\"text\": \"Which turbine is number ").append(i).append("?\"}\n");
    }
    queries.append("{\"text\": \"哪一台机组\"}\n");
    Files.writeString(folder.resolve("corpus.jsonl"), corpus);
    Files.writeString(folder.resolve("queries.jsonl"), queries);

    Texts large = Texts.read(List.of(folder), 30, 4);
    Texts small = Texts.read(List.of(folder), 10, 4);

    assertThat(large.passages().subList(0, 10)).isEqualTo(small.passages());
    assertThat(Set.copyOf(large.passages())).hasSize(30); // twenty and ten joined pairs
    assertThat(large.queries()).hasSize(4).contains("哪一台机组");
    assertThatThrownBy(() -> Texts.read(List.of(folder), 1_000, 4)).hasMessageContaining("--from");
  }

  @Test
  void withoutQueriesPassagesThatAreNotIndexedAreAsked() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.writeString(
          folder.resolve(i + ".txt"),
          "The level of the reservoir on day " + i + " was as planned.");
    }
    Texts texts = Texts.read(List.of(folder), 10, 2);

    assertThat(texts.queries()).hasSize(2).doesNotContainAnyElementsOf(texts.passages());
  }
}
