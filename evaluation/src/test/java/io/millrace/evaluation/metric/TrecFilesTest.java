package io.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrecFilesTest {
  @TempDir Path folder;

  @Test
  void writesAndReadsARun() throws IOException {
    Run run =
        new Run(
            "bm25",
            Map.of(
                "问题", List.of(new ScoredDocument("b", 1), new ScoredDocument("a c", 16777217f))));
    Path file = folder.resolve("run.txt");
    TrecFiles.writeRun(file, run);
    assertThat(file).hasContent("问题 Q0 a%20c 1 1.6777216E7 bm25\n问题 Q0 b 2 1.0 bm25\n");
    assertThat(TrecFiles.readRun(file).of("问题"))
        .containsExactly(new ScoredDocument("a%20c", 16777216f), new ScoredDocument("b", 1));
  }

  @Test
  void writesAndReadsQrels() throws IOException {
    Path file = folder.resolve("qrels.txt");
    Qrels qrels = new Qrels(Map.of("q", Map.of("d", -2)));
    TrecFiles.writeQrels(file, qrels);
    assertThat(TrecFiles.readQrels(file)).isEqualTo(qrels);
  }

  @Test
  void readsByteOrderMarkCarriageReturnsAndBlankLines() throws IOException {
    Path file = write("\uFEFFq 0 d 1\r\n\r\n  q\t0\te 0  \r\n");
    assertThat(TrecFiles.readQrels(file).of("q")).isEqualTo(Map.of("d", 1, "e", 0));
  }

  @Test
  void namesFileAndLine() throws IOException {
    assertThatThrownBy(() -> TrecFiles.readRun(write("q Q0 d 1 2.5 t\nq Q0 d 1 high t\n")))
        .hasMessageContaining("given.txt:2")
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> TrecFiles.readRun(write("\nq Q0 d 1 high t\n")))
        .hasMessageContaining("given.txt:2: score high is not a number");
    assertThatThrownBy(() -> TrecFiles.readRun(write("q Q0 d 1 NaN t\n")))
        .hasMessageContaining("given.txt:1: score NaN is not a number");
    assertThatThrownBy(() -> TrecFiles.readQrels(write("q 0 d 1\nq 0 d\n")))
        .hasMessageContaining("given.txt:2: the line has 3 columns, not 4");
    assertThatThrownBy(() -> TrecFiles.readQrels(write("q 0 d 1.5\n")))
        .hasMessageContaining("given.txt:1: grade 1.5 is not an integer");
    assertThatThrownBy(() -> TrecFiles.readQrels(write("q 0 d 1\nq 0 d 2\n")))
        .hasMessageContaining("given.txt:2: document d is judged twice for q");
  }

  @Test
  void ordersTiesByDescendingUtf8() {
    // U+FF21 is EF BC A1, U+1F600 is F0 9F 98 80: UTF-16 would say the opposite.
    Run run =
        new Run(
            "t",
            Map.of(
                "q",
                List.of(
                    new ScoredDocument("\uFF21", 1),
                    new ScoredDocument("\uD83D\uDE00", 1),
                    new ScoredDocument("a", 1),
                    new ScoredDocument("ab", 1))));
    assertThat(run.of("q"))
        .extracting(ScoredDocument::document)
        .containsExactly("\uD83D\uDE00", "\uFF21", "ab", "a");
  }

  @Test
  void refusesUnknownMetrics() {
    assertThat(Metric.of("NDCG@10")).isEqualTo(Metric.NDCG_10);
    assertThat(Metric.REPORTED)
        .extracting(Metric::label)
        .containsExactly("ndcg@10", "recall@100", "map", "mrr@10", "p@5");
    for (String name : List.of("ndgc@10", "p", "recall", "bpref@5", "ndcg@0", "")) {
      assertThatThrownBy(() -> Metric.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("given.txt"), text);
  }
}
