package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.graph.explore.SeededGraph;
import io.millrace.testing.Neo4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search} and {@code evaluate retrieval} with the graph, on a real database. */
class GraphSearchCommandTest {
  private static final String NOTE = "file:///note-3";
  private static final String QUESTION = "谁去过明沙电站？";

  @TempDir Path folder;

  @Test
  void whatTheGraphKnowsIsFound() throws IOException {
    Path warehouse = folder.resolve("warehouse");
    new Nights(9).next(warehouse);
    JsonNode none = CommandLineRun.json(warehouse, "search", QUESTION, "--mode", "graph").failed(1);
    assertThat(none.get("code").asText()).isEqualTo("GRAPH_UNAVAILABLE");
    String chunk = chunk(warehouse);
    try (Neo4j server = Neo4j.start();
        SeededGraph graph = new SeededGraph(server)) {
      graph
          .document("note-3", "public")
          .in(chunk)
          .mentions("e-station", "place", "明沙电站", 1)
          .mentions("e-station", "place", "Mingsha Power Station", 1);
      graph.load();
      Path config = folder.resolve("graph.yaml");
      Files.writeString(
          config,
          "neo4j: {uri: \"" + server.uri() + "\", password: \"" + server.password() + "\"}\n");
      JsonNode found = search(warehouse, config, "--mode", "graph");
      assertThat(found.get("mode").asText()).isEqualTo("graph");
      assertThat(found.findValuesAsText("uri")).containsExactly(NOTE);
      assertThat(search(warehouse, config, "--mode", "graph", "--groups", "none").get("hits"))
          .isEmpty();

      Path questions = folder.resolve("questions.jsonl");
      Files.writeString(
          questions,
          "{\"id\":\"q\",\"question\":\"%s\",\"language\":\"zh\",\"documents\":[\"%s\"]}\n"
              .formatted("Where is Mingsha Power Station?", NOTE));
      JsonNode evaluated =
          CommandLineRun.json(
                  warehouse,
                  "evaluate",
                  "retrieval",
                  "--questions",
                  questions.toString(),
                  "--mode",
                  "bm25,graph",
                  "--config",
                  config.toString())
              .done();
      assertThat(evaluated.at("/results/1/mode").asText()).isEqualTo("graph");
      assertThat(evaluated.at("/results/1/metrics/ndcg@10").asDouble()).isEqualTo(1);
    }
    JsonNode beir =
        CommandLineRun.json(
                warehouse,
                "evaluate",
                "retrieval",
                "--beir",
                folder.toString(),
                "--mode",
                "hybrid-graph")
            .failed(2);
    assertThat(beir.get("message").asText()).contains("[hybrid-graph]", "in no graph");
  }

  private static String chunk(Path warehouse) {
    JsonNode found =
        CommandLineRun.json(warehouse, "search", "pump in hall 3 was checked", "--mode", "bm25")
            .done();
    for (JsonNode hit : found.get("hits")) {
      if (hit.get("uri").asText().equals(NOTE)) {
        return hit.get("chunk").asText();
      }
    }
    throw new AssertionError(NOTE + " is not there");
  }

  private static JsonNode search(Path warehouse, Path config, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "search";
    all[1] = QUESTION;
    all[2] = "--config";
    all[3] = config.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return CommandLineRun.json(warehouse, all).done();
  }
}
