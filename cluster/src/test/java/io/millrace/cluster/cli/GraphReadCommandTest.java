package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.graph.explore.SeededGraph;
import io.millrace.graph.explore.Village;
import io.millrace.testing.Neo4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graph show}, {@code path} and {@code export} on a real database. */
class GraphReadCommandTest {
  @TempDir static Path folder;
  private static Neo4j server;
  private static SeededGraph graph;

  @BeforeAll
  static void build() throws IOException {
    server = Neo4j.start();
    graph = new SeededGraph(server);
    Village.build(graph);
    Village.hide(graph, "board");
    Files.writeString(
        folder.resolve("graph.yaml"),
        "neo4j: {uri: \"" + server.uri() + "\", password: \"" + server.password() + "\"}\n");
  }

  @AfterAll
  static void close() {
    graph.close();
    server.close();
  }

  private static CommandLineRun millrace(String... arguments) {
    List<String> all = new ArrayList<>(List.of("graph"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--warehouse", folder.toString(), "--config", folder.resolve("graph.yaml").toString()));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private static CommandLineRun json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return millrace(all.toArray(String[]::new));
  }

  @Test
  void anEntityIsShownByNameAndById() {
    CommandLineRun text = millrace("show", "明沙电站");
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains(
            "明沙电站 (place)  e-station",
            "2 documents, 8 mentions",
            "also Mingsha Power Station (2)",
            "← works_for  李雷 (person), 1 document, 0.80",
            "李雷在明沙电站工作。",
            "/srv/station.txt")
        .doesNotContain(Village.CANARIES);
    assertThat(millrace("show", "e-mary").out()).contains("2024-03  Mary Whitfield → works_for");
    JsonNode card = json("show", "Mingsha Power Station").done();
    assertThat(card.at("/entity/id").asText()).isEqualTo(Village.STATION);
    assertThat(card.get("revision").asLong()).isEqualTo(3);
    assertThat(json("show", "kanarienvogel").failed(2).get("code").asText()).isEqualTo("USAGE");
    assertThat(
            json("show", "kanarienvogel", "--groups", "public,board")
                .done()
                .at("/entity/id")
                .asText())
        .isEqualTo(Village.CANARY);
    assertThat(json("show", "Nora New", "--revision", "2").code()).isEqualTo(2);
    assertThat(json("show", "Nora New", "--revision", "4").failed(2).get("message").asText())
        .contains("4", "3");
  }

  @Test
  void severalOfANameAreListed() {
    CommandLineRun several = millrace("show", "Someone");
    assertThat(several.code()).isEqualTo(1);
    assertThat(several.out())
        .contains("name one by its id", "e-someone-1  Someone Number1 (person)");
    assertThat(json("path", "Someone", "李雷").out()).contains("\"candidates\"");
  }

  @Test
  void aPathIsShownWithItsSentences() {
    CommandLineRun path = millrace("path", "Mary Whitfield", "李雷");
    assertThat(path.code()).as(path.err()).isZero();
    assertThat(path.out())
        .contains(
            "Mary Whitfield — Northbank Ltd — 明沙电站 — 李雷",
            "Mary Whitfield (person) → works_for → Northbank Ltd (organization)",
            "Northbank Ltd (organization) together with 明沙电站 (place)",
            "Northbank Ltd 和明沙电站签了合同。")
        .doesNotContain(Village.CANARIES);
    JsonNode one = json("path", "Mary Whitfield", "李雷", "--k", "1").done();
    assertThat(one.at("/paths/0/hops")).hasSize(3);
    assertThat(json("path", "Mary Whitfield", "李雷", "--k", "0").code()).isEqualTo(2);
  }

  @Test
  void theGraphIsExported() throws IOException {
    Path file = folder.resolve("图.jsonld");
    JsonNode done =
        json("export", file.toString(), "--format", "jsonld", "--entity", "李雷", "--depth", "2")
            .done();
    assertThat(done.get("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(new ObjectMapper().readTree(file.toFile()).path("@graph").size()).isGreaterThan(3);
    assertThat(Files.readString(file)).doesNotContain(Village.CANARIES);
    assertThat(millrace("export", folder.resolve("all.csv").toString(), "--format", "csv").code())
        .isZero();
    assertThat(folder.resolve("all.csv")).content().contains("from_name").contains("李雷");
    assertThat(millrace("export", "x", "--format", "exe").code()).isEqualTo(2);
  }

  @Test
  void withoutADatabaseThatIsSaid() {
    CommandLineRun none =
        CommandLineRun.of("graph", "show", "Mary", "--warehouse", folder.toString(), "--json");
    assertThat(none.failed(1).get("code").asText()).isEqualTo("GRAPH_UNAVAILABLE");
    for (String command : List.of("show", "path", "export")) {
      assertThat(CommandLineRun.of("graph", command, "--help").out())
          .contains("Example:", "millrace graph " + command);
    }
  }
}
