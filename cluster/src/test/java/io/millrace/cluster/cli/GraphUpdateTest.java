package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testing.Neo4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** The graph as documents come, change and go: real files, tables, Spark and Neo4j. */
class GraphUpdateTest {
  private static Neo4j server;
  private static Driver driver;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = Neo4j.start();
    driver = GraphDatabase.driver(server.uri(), AuthTokens.basic(Neo4j.USER, server.password()));
  }

  @AfterAll
  static void stop() {
    driver.close();
    server.close();
  }

  private static List<Map<String, Object>> query(String cypher) {
    try (Session session = driver.session()) {
      return session.run(cypher).list(row -> row.asMap());
    }
  }

  private static void wipe() {
    query("MATCH (n) DETACH DELETE n");
  }

  /** All that the graph says now, node by node and relationship by relationship. */
  private static TreeSet<String> content() {
    TreeSet<String> content = new TreeSet<>();
    for (Map<String, Object> row :
        query(
            "MATCH (a)-[r:MENTIONS|FACT|TOGETHER|ABOUT|NAMES|REDIRECTS]->(b)"
                + " WHERE r.until = 9223372036854775807"
                + " RETURN labels(a) AS la, properties(a) AS a, type(r) AS t, r.type AS type, r.name AS name, r.id AS id,"
                + " labels(b) AS lb, properties(b) AS b")) {
      content.add(row.toString());
    }
    return content;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("documents").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private CommandLineRun run(String... arguments) throws IOException {
    Path config = folder.resolve("graph.yaml");
    Files.writeString(
        config,
        "neo4j: {uri: \"" + server.uri() + "\", password: \"" + server.password() + "\"}\n");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return CommandLineRun.json(folder.resolve("库 1"), all.toArray(String[]::new));
  }

  private JsonNode graph() throws IOException {
    run(
            "ingest",
            "--source",
            folder.resolve("documents").toString(),
            "--name",
            "d",
            "--allow-deletes")
        .done();
    return run("graph", "--no-analysis").done().get("graph");
  }

  private JsonNode card(String name) throws IOException {
    return run("graph", "show", name).done();
  }

  private void writeDocuments() throws IOException {
    write("federation.txt", "The International Widget Federation (IWF) met in Geneva.\n");
    write("people.txt", "Margaret Hamilton works for Acme Widgets Inc since 2019.\n");
    write("station.txt", "编制：徐志远、何国强；审核：李明。\n");
    write("visit.txt", "Xu Zhiyuan lives in Croatia.\n");
  }

  @Test
  void namesOfOneThingAreOneEntityInBothLanguages() throws IOException {
    wipe();
    writeDocuments();
    JsonNode first = graph();
    assertThat(first.get("documents").asInt()).isEqualTo(4);
    assertThat(first.get("entities").asInt()).isLessThan(first.get("names").asInt());

    JsonNode both = card("Xu Zhiyuan");
    assertThat(both.get("aliases").findValuesAsText("name")).contains("徐志远");
    assertThat(card("徐志远").at("/entity/id")).isEqualTo(both.at("/entity/id"));
    assertThat(card("Margaret Hamilton").toString()).contains("works_for", "Acme Widgets Inc");
    assertThat(run("graph", "verify").done().get("equal").asBoolean()).isTrue();

    run("graph", "split", "Xu Zhiyuan", "徐志远", "--why", "two people").done();
    graph();
    assertThat(card("Xu Zhiyuan").get("aliases").findValuesAsText("name")).doesNotContain("徐志远");
    write("later.txt", "Xu Zhiyuan and 徐志远 met.\n");
    graph();
    assertThat(card("Xu Zhiyuan").get("aliases").findValuesAsText("name")).doesNotContain("徐志远");
    assertThat(run("graph", "verify").done().get("equal").asBoolean()).isTrue();

    run("graph", "release", "Xu Zhiyuan", "徐志远", "--why", "one after all").done();
    graph();
    assertThat(card("徐志远").get("aliases").findValuesAsText("name")).contains("Xu Zhiyuan");

    // what was loaded and not analysed, as by a run that was killed between both, is made up for
    assertThat(run("graph").done().has("analysis")).isTrue();
    assertThat(run("graph").done().has("analysis")).isFalse();
    query("MATCH ()-[r:FACT]->() WITH r LIMIT 1 DELETE r");
    JsonNode verified = new ObjectMapper().readTree(run("graph", "verify").out());
    assertThat(verified.get("missing").asInt()).isEqualTo(1);
  }

  @Test
  void whatChangesLeavesTheGraphOfAFreshStart() throws IOException {
    wipe();
    writeDocuments();
    graph();
    JsonNode unchanged = graph();
    assertThat(unchanged.get("documents").asInt()).isZero();
    assertThat(unchanged.get("created").asInt()).isZero();

    write("people.txt", "Margaret Hamilton lives in Croatia.\n");
    Files.delete(folder.resolve("documents/visit.txt"));
    JsonNode changed = graph();
    assertThat(changed.get("documents").asInt()).isBetween(2, 3);
    TreeSet<String> grown = content();
    assertThat(grown.toString()).contains("Croatia").doesNotContain("works_for");
    wipe();
    graph();
    assertThat(content()).isEqualTo(grown);

    for (String name : List.of("federation.txt", "people.txt", "station.txt")) {
      Files.delete(folder.resolve("documents").resolve(name));
      graph();
      assertThat(run("graph", "verify").done().get("equal").asBoolean()).isTrue();
    }
    assertThat(content()).isEmpty();
    run("maintain", "--keep-revisions", "1", "--grace", "0s").done();
    assertThat(query("MATCH (n) WHERE NOT n:Graph RETURN n")).isEmpty();
  }
}
