package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.ModelCall;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.testing.ModelServer;
import io.millrace.testing.ModelServer.Answer;
import io.millrace.testing.ModelServer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graph --extractor model}: cap, failures and resumption, with real tables and Spark. */
class GraphModelCommandTest {
  private static final String FOUND =
      "{\"mentions\":[{\"type\":\"organization\",\"text\":\"Acme\"},{\"type\":\"place\",\"text\":\"北京\"}],"
          + "\"facts\":[{\"type\":\"located_in\",\"subject\":\"Acme\",\"object\":\"北京\","
          + "\"sentence\":\"Acme位于北京。\"}]}";
  private static final double BUDGET = 0.0105;

  @TempDir Path folder;

  private Path warehouse() {
    return folder.resolve("库 1");
  }

  private void documents(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("documents").resolve(i + ".txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "Acme位于北京。第" + i + "号文件。\n");
    }
    CommandLineRun.json(
            warehouse(),
            "ingest",
            "--source",
            folder.resolve("documents").toString(),
            "--name",
            "d")
        .done();
  }

  /** One call costs 0.0011, and 0.0079 at most: 3,800 bytes sent, 2,048 tokens answered. */
  private Path settings(ModelServer server) throws IOException {
    return Files.writeString(
        folder.resolve("model.yaml"),
        """
        model:
          uri: %s
          name: small
          key: swordfish
          input-price: 1
          output-price: 2
          concurrency: 1
          attempts: 1
        """
            .formatted(server.uri()));
  }

  private CommandLineRun graph(Path settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("graph", "--config", settings.toString()));
    arguments.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.json(warehouse(), arguments.toArray(String[]::new));
    assertThat(run.out() + run.err()).doesNotContain("swordfish");
    return run;
  }

  private <T> List<T> rows(TableCodec<T> codec) throws IOException {
    List<T> rows = new ArrayList<>();
    try (Warehouse warehouse = Warehouse.open(warehouse().toString());
        CloseableIterable<Record> records = IcebergGenerics.read(warehouse.table(codec)).build()) {
      records.forEach(row -> rows.add(codec.fromRecord(row)));
    }
    return rows;
  }

  @Test
  void aRunStopsBeforeItsBudgetIsExceededAndTheNextGoesOn() throws IOException {
    documents(5);
    try (ModelServer server = ModelServer.start(request -> Answer.said(FOUND, 900, 100))) {
      Path settings = settings(server);
      JsonNode preview = graph(settings, "--extractor", "model", "--dry-run").done();
      assertThat(preview.get("texts").asInt()).isEqualTo(5);
      assertThat(preview.get("inputTokens").asInt()).isGreaterThan(3_000);
      assertThat(preview.get("mostCost").asDouble()).isGreaterThan(preview.get("cost").asDouble());
      assertThat(preview.get("measuredCalls").asInt()).isZero();
      assertThat(server.requests()).isEmpty();

      String cap = Double.toString(BUDGET);
      JsonNode stopped = graph(settings, "--extractor", "model", "--max-cost", cap).failed(1);
      assertThat(stopped.get("code").asText()).isEqualTo("MODEL_BUDGET");
      int asked = server.requests().size();
      assertThat(asked).isEqualTo(3); // 3 × 0.0011 + 0.0079 are more than 0.0105
      assertThat(stopped.get("message").asText())
          .contains(
              asked + " texts are examined and kept", (5 - asked) + " are left", "--max-cost");
      assertThat(rows(Tables.EXTRACTIONS)).hasSize(asked);
      assertThat(rows(Tables.LLM_CALLS).stream().mapToDouble(ModelCall::cost).sum())
          .isPositive()
          .isLessThanOrEqualTo(BUDGET);

      JsonNode measured = graph(settings, "--extractor", "model", "--dry-run").done();
      assertThat(measured.get("texts").asInt()).isEqualTo(5 - asked);
      assertThat(measured.get("inputTokens").asInt())
          .isBetween(890 * (5 - asked), 910 * (5 - asked));

      JsonNode rest = graph(settings, "--extractor", "rules,model").done();
      assertThat(rest.get("texts").asInt()).isEqualTo(5);
      assertThat(rest.at("/model/texts").asInt()).isEqualTo(5 - asked);
      assertThat(rest.at("/model/mentions").asInt()).isEqualTo(2 * (5 - asked));
      assertThat(rest.at("/model/name").asText()).isEqualTo("model:small");
      assertThat(server.requests()).hasSize(5);

      assertThat(graph(settings, "--extractor", "model").done().at("/model/calls").asInt())
          .isZero();
      assertThat(server.requests()).hasSize(5);
      assertThat(graph(settings, "--extractor", "model", "--dry-run").done().get("calls").asInt())
          .isZero();
    }
    assertThat(rows(Tables.EXTRACTIONS)).hasSize(10);
    assertThat(rows(Tables.EXTRACTIONS).stream().map(Extraction::extractor).distinct()).hasSize(2);
    assertThat(rows(Tables.EXTRACTIONS).stream().flatMap(row -> row.facts().stream()))
        .extracting(Fact::rule)
        .contains("model:small");
    assertThat(
            CommandLineRun.json(warehouse(), "graph", "stats", "--extractor", "model")
                .done()
                .at("/facts/located_in")
                .asInt())
        .isEqualTo(5);
    CommandLineRun.json(warehouse(), "maintain", "--grace", "0s", "--full").done();
    assertThat(rows(Tables.LLM_CALLS)).hasSize(5);
    assertThat(filesWith("swordfish")).isEmpty();
  }

  @Test
  void aTextWithoutAnAnswerIsAskedAboutAgain() throws IOException {
    documents(3);
    try (ModelServer server = ModelServer.start(GraphModelCommandTest::failing)) {
      JsonNode failed = graph(settings(server), "--extractor", "model").failed(1);
      assertThat(failed.get("code").asText()).isEqualTo("MODEL_TEXTS");
      assertThat(failed.get("message").asText())
          .contains("1 of 3 texts", "1 × MODEL_ANSWER", "2 texts are examined and kept");
      assertThat(server.requests()).hasSize(4);
    }
    assertThat(rows(Tables.EXTRACTIONS)).hasSize(2);
    assertThat(rows(Tables.LLM_CALLS).stream().map(ModelCall::outcome))
        .filteredOn(outcome -> outcome == ModelCall.Outcome.INVALID)
        .hasSize(2);
    try (ModelServer server = ModelServer.start(request -> Answer.said(FOUND, 900, 100))) {
      JsonNode done = graph(settings(server), "--extractor", "model").done();
      assertThat(done.at("/model/texts").asInt()).isEqualTo(1);
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(rows(Tables.EXTRACTIONS)).hasSize(3);
  }

  /** Nonsense for one of the documents. */
  private static Answer failing(Request request) {
    boolean second = request.body().contains("第1号文件");
    return Answer.said(second ? "I cannot." : FOUND, 900, 100);
  }

  @Test
  void whatWouldDoNothingIsRefused() throws IOException {
    CommandLineRun run = CommandLineRun.json(warehouse(), "graph", "--extractor", "model");
    assertThat(run.failed(2).get("message").asText()).contains("MILLRACE_MODEL_URI");
    run = CommandLineRun.json(warehouse(), "graph", "--dry-run");
    assertThat(run.failed(2).get("message").asText()).contains("--dry-run without");
    run = CommandLineRun.json(warehouse(), "graph", "--extractor", "model", "--max-cost", "1");
    assertThat(run.failed(2).get("message").asText()).contains("model.input-price");
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(warehouse())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
