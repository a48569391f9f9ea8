package io.millrace.evaluation.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of questions, one JSON object a line: {@code {"id", "question", "language", "documents":
 * [...], "answer"}}; language and answer may be left out.
 */
public final class QuestionFile {
  private QuestionFile() {}

  /**
   * Reads all questions, in order.
   *
   * @throws IOException where the file cannot be read, a line is wrong or an id stands twice
   *     (file:line), or there is no question
   */
  public static List<Question> read(Path file) throws IOException {
    List<Question> questions = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (JsonLines lines = JsonLines.open(file)) {
      while (lines.next()) {
        String id = lines.id("id");
        if (!ids.add(id)) {
          throw lines.failure("question " + id + " stands twice");
        }
        List<String> documents = lines.strings("documents");
        if (documents.isEmpty()) {
          throw lines.failure("question " + id + " names no document");
        }
        questions.add(
            new Question(
                id,
                lines.required("question"),
                lines.optional("language"),
                documents,
                lines.optional("answer")));
      }
    }
    if (questions.isEmpty()) {
      throw new IOException("Cannot evaluate on " + file + ": it holds no question");
    }
    return questions;
  }
}
