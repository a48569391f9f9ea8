package io.millrace.evaluation.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void threeGoodFiles() throws IOException {
    corpus("{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"one\"}\n{\"_id\":2,\"text\":\"两份文件\"}\n");
    queries("{\"_id\":\"q1\",\"text\":\"who?\",\"metadata\":{}}\n{\"_id\":7,\"text\":\"谁?\"}\n");
    Files.createDirectories(folder.resolve("qrels"));
    qrels("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t0\n");
  }

  @Test
  void readsEveryPart() throws IOException {
    BeirFolder data = BeirFolder.open(folder, "test");
    assertThat(data.queries()).containsExactly(new Query("q1", "who?"));
    assertThat(data.qrels().of("q1")).isEqualTo(Map.of("d1", 2, "2", 0));
    List<Passage> passages = new ArrayList<>();
    data.forEachPassage(passages::add);
    assertThat(passages)
        .containsExactly(new Passage("d1", "T", "one"), new Passage("2", "", "两份文件"));
    assertThat(passages).extracting(Passage::content).containsExactly("T\none", "两份文件");
    CorpusSurvey survey = data.survey();
    assertThat(survey.documents()).isEqualTo(2);
    assertThat(survey.language()).isEqualTo(CorpusLanguage.MIXED);
    assertThat(survey.judgedButMissing()).isEmpty();
  }

  @Test
  void toleratesMarksBlanksAndCarriageReturns() throws IOException {
    corpus(
        "\uFEFF{\"_id\":\"d1\",\"title\":null,\"text\":\"\"}\r\n\r\n{\"_id\":\"d2\",\"text\":\"x\"}");
    qrels("\uFEFFquery-id\tcorpus-id\tscore\r\n\r\nq1\td1\t1\r\nq1\td9\t1\r\n");
    BeirFolder data = BeirFolder.open(folder, "test");
    assertThat(data.survey().documents()).isEqualTo(2);
    assertThat(data.survey().language()).isEqualTo(CorpusLanguage.ENGLISH);
    assertThat(data.survey().judgedButMissing()).containsExactly("d9");
  }

  @Test
  void headerMayBeAbsent() throws IOException {
    qrels("q1\td1\t1\n7\td1\t1\n");
    assertThat(BeirFolder.open(folder, "test").queries())
        .containsExactly(new Query("q1", "who?"), new Query("7", "谁?"));
  }

  @Test
  void namesFileAndLineOfEveryMistake() throws IOException {
    String good = "{\"_id\":\"d1\",\"text\":\"one\"}\n";
    corpus(good + "\n" + good);
    assertFailure("corpus.jsonl:3: document d1 stands twice");
    corpus(good + "{\"_id\":\"d2\"}\n");
    assertFailure("corpus.jsonl:2: field text is missing");
    corpus(good + "{\"_id\":\"d2\",\"text\":[]}\n");
    assertFailure("corpus.jsonl:2: field text is neither a string nor a number");
    corpus(good + "{\"_id\":\"d2\",\n");
    assertFailure("corpus.jsonl:2: the line is not JSON");
    corpus("[]\n");
    assertFailure("corpus.jsonl:1: the line is not a JSON object");
    corpus("{\"_id\":\" \",\"text\":\"one\"}\n");
    assertFailure("corpus.jsonl:1: field _id is empty");
    Files.write(folder.resolve("corpus.jsonl"), (good + "é").getBytes(StandardCharsets.ISO_8859_1));
    assertFailure("corpus.jsonl:2: the line is not UTF-8");
    corpus("\n");
    assertFailure("its corpus is empty");
    Files.delete(folder.resolve("corpus.jsonl"));
    assertFailure("it has no corpus.jsonl");
  }

  @Test
  void namesFileAndLineOfWrongQueriesAndJudgments() throws IOException {
    qrels("query-id\tcorpus-id\tscore\nq1\td1\n");
    assertFailure("test.tsv:2: the line has 2 columns between tabs, not 3");
    qrels("q1\td1\t1\nq2\td1\t1\n");
    assertFailure("test.tsv:2: query q2 is not in queries.jsonl");
    qrels("q1\td1\t1\nq1\td1\t0\n");
    assertFailure("test.tsv:2: document d1 is judged 1 and 0 for q1");
    qrels("q1\td1\thigh\n");
    assertFailure("test.tsv:1: score high is not an integer");
    qrels("query-id\tcorpus-id\tscore\n");
    assertFailure("judges nothing");
    queries("{\"_id\":\"q1\",\"text\":\"a\"}\n{\"_id\":\"q1\",\"text\":\"b\"}\n");
    assertFailure("queries.jsonl:2: query q1 stands twice");
    assertThatThrownBy(() -> BeirFolder.open(folder.resolve("none"), "test"))
        .hasMessageContaining("there is no such folder");
  }

  @Test
  void namesAMissingSplit() {
    assertThatThrownBy(() -> BeirFolder.open(folder, "dev"))
        .hasMessageContaining("Cannot open split dev")
        .hasMessageContaining("dev.tsv");
  }

  private void assertFailure(String message) {
    assertThatThrownBy(() -> BeirFolder.open(folder, "test").survey())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private void corpus(String text) throws IOException {
    Files.writeString(folder.resolve("corpus.jsonl"), text);
  }

  private void queries(String text) throws IOException {
    Files.writeString(folder.resolve("queries.jsonl"), text);
  }

  private void qrels(String text) throws IOException {
    Files.writeString(folder.resolve("qrels/test.tsv"), text);
  }
}
