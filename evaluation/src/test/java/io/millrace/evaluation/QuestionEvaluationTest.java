package io.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Span;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.VectorLookup;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.ScoredDocument;
import io.millrace.evaluation.metric.TrecFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a small generation without vectors. */
class QuestionEvaluationTest {
  private static final String PUMP = "file:///kb/pump%20%E6%89%8B%E5%86%8C.pdf";
  private static final String COPY = "file:///kb/a/pump-copy.pdf";
  private static final String VALVE = "file:///kb/valve.md";
  private static final String SECRET = "file:///kb/secret.md";

  @TempDir Path folder;
  private Path generation;

  @BeforeEach
  void fourDocuments() throws IOException {
    Generations generations = new Generations(folder.resolve("index"));
    try (GenerationWriter writer = generations.rebuild(3, IndexSettings.of(EncoderSet.NONE))) {
      List<String> pump = List.of("The pump runs at 3000 rpm.", "Grease the pump weekly.");
      writer.apply(document(PUMP, "public", pump), VectorLookup.NONE);
      writer.apply(document(COPY, "public", pump), VectorLookup.NONE);
      writer.apply(
          document(VALVE, "public", List.of("The valve closes at 80 °C, before the pump stops.")),
          VectorLookup.NONE);
      writer.apply(
          document(SECRET, "board", List.of("The merger is called Otter.")), VectorLookup.NONE);
      generation = generations.path(writer.commit().generation());
    }
  }

  @Test
  void judgesDocumentsByUriPathAndEndOfPath() throws IOException {
    EvaluationResult result =
        evaluate(
            Set.of("public"),
            question("1", "how often to grease the pump", "pump 手册.pdf"),
            question("2", "when does the valve close", VALVE),
            question("3", "temperature of the valve", "/kb/valve.md"));
    assertThat(result.results()).hasSize(1);
    EvaluationResult.Entry entry = result.results().get(0);
    assertThat(entry.dataset()).isEqualTo("questions.jsonl");
    assertThat(entry.split()).startsWith("g0000000003");
    assertThat(entry.metrics()).containsEntry("ndcg@10", 1.0).containsEntry("mrr@10", 1.0);
  }

  @Test
  void copiesCountAsOneDocument() throws IOException {
    EvaluationResult result =
        evaluate(Set.of("public"), question("1", "pump", "pump 手册.pdf", "pump-copy.pdf"));
    Run run = TrecFiles.readRun(Path.of(result.results().get(0).runfile()));
    assertThat(run.of("1")).extracting(ScoredDocument::document).containsExactly(COPY, VALVE);
    assertThat(result.results().get(0).metrics()).containsEntry("ndcg@10", 1.0);
  }

  @Test
  void reportsJudgmentsThatMatchNothing() throws IOException {
    EvaluationResult result =
        evaluate(
            Set.of("public"),
            question("1", "pump", "lve.md"),
            question("2", "valve", "valve.md", "turbine.md"));
    assertThat(result.results().get(0).metrics().get("recall@100")).isEqualTo(0.25);
    assertThat(Files.readString(Path.of(result.results().get(0).report())))
        .contains("Question 1: no document matches lve.md.")
        .contains("Question 2: no document matches turbine.md.");
  }

  @Test
  void asksInTheGivenGroups() throws IOException {
    String question = question("1", "what is the merger called", "secret.md");
    assertThat(evaluate(Set.of("public"), question).results().get(0).metrics())
        .containsEntry("recall@100", 0.0);
    assertThat(evaluate(Set.of("public", "board"), question).results().get(0).metrics())
        .containsEntry("recall@100", 1.0);
  }

  @Test
  void namesMissingVectorsAndMissingGenerations() throws IOException {
    Path questions = write(question("1", "pump", "valve.md"));
    assertThatThrownBy(() -> evaluation(questions, generation, Set.of("public"), Mode.DENSE).run())
        .hasStackTraceContaining("has none");
    assertThatThrownBy(
            () -> evaluation(questions, folder.resolve("none"), Set.of(), Mode.BM25).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot open generation");
  }

  private EvaluationResult evaluate(Set<String> groups, String... lines) throws IOException {
    return evaluation(write(lines), generation, groups, Mode.BM25).run();
  }

  private QuestionEvaluation evaluation(
      Path questions, Path searched, Set<String> groups, Mode mode) {
    return new QuestionEvaluation(
        new QuestionEvaluation.Config(
            questions,
            searched,
            List.of(mode),
            groups,
            SearchSettings.DEFAULT,
            List.of(),
            question -> List.of(),
            folder.resolve("cache")),
        Progress.SILENT);
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(folder.resolve("questions.jsonl"), String.join("\n", lines));
  }

  private static String question(String id, String text, String... documents) {
    return "{\"id\":\""
        + id
        + "\",\"question\":\""
        + text
        + "\",\"documents\":[\""
        + String.join("\",\"", documents)
        + "\"]}";
  }

  private static Document document(String uri, String group, List<String> passages) {
    String docId = Ids.document(uri);
    List<Chunk> chunks = new ArrayList<>();
    int start = 0;
    for (String text : passages) {
      String hash = Ids.text(text);
      chunks.add(
          new Chunk(
              Ids.chunk(docId, hash, 0),
              chunks.size(),
              hash,
              "",
              text,
              new Span(start, start + text.length()),
              null,
              List.of(),
              "en",
              9));
      start += text.length() + 1;
    }
    String text = String.join("\n", passages);
    return new Document(
        docId,
        3,
        "run",
        "kb",
        uri,
        Outcome.LIVE,
        null,
        null,
        Ids.hash(text),
        "f",
        "p",
        text.getBytes(StandardCharsets.UTF_8).length,
        "text/plain",
        null,
        "en",
        Map.of(),
        List.of(group),
        text,
        List.of(),
        chunks,
        Instant.EPOCH,
        null);
  }
}
