package io.millrace.evaluation.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFileTest {
  @TempDir Path folder;

  @Test
  void readsQuestions() throws IOException {
    Path file =
        write(
            "{\"id\":1,\"question\":\"谁?\",\"language\":\"zh\",\"documents\":[\"a/b.pdf\"],\"answer\":\"他\"}\n"
                + "{\"id\":\"2\",\"question\":\"who?\",\"documents\":[\"c.md\",\"d.md\"]}\n");
    assertThat(QuestionFile.read(file))
        .containsExactly(
            new Question("1", "谁?", "zh", List.of("a/b.pdf"), "他"),
            new Question("2", "who?", null, List.of("c.md", "d.md"), null));
  }

  @Test
  void namesFileAndLine() {
    String good = "{\"id\":1,\"question\":\"a\",\"documents\":[\"b\"]}\n";
    assertFailure(good + good, "questions.jsonl:2: question 1 stands twice");
    assertFailure(
        "{\"id\":1,\"question\":\"a\",\"documents\":[]}", ":1: question 1 names no document");
    assertFailure("{\"id\":1,\"question\":\"a\",\"documents\":[3]}", "documents holds 3");
    assertFailure("{\"id\":1,\"question\":\"a\"}", "field documents is not a list");
    assertFailure("{\"id\":1,\"documents\":[\"b\"]}", "field question is missing");
    assertFailure("", "it holds no question");
  }

  private void assertFailure(String text, String message) {
    assertThatThrownBy(() -> QuestionFile.read(write(text)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("questions.jsonl"), text);
  }
}
