package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.client.ClientSettings;
import io.millrace.client.MillraceClient;
import io.millrace.client.SearchMode;
import io.millrace.client.SearchQuery;
import io.millrace.core.release.DenyList;
import io.millrace.core.table.Document;
import io.millrace.graph.explore.SeededGraph;
import io.millrace.graph.explore.SeededGraph.DocumentSeed;
import io.millrace.testing.Neo4j;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Searching with the graph, over HTTP and on a real database; what is hidden comes later. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GraphSearchTest {
  private static final String ENGLISH = "Who works at Mingsha Power Station?";
  private static final String CHINESE = "谁在明沙电站工作？";
  private static final Document STATION = document("srv/station.txt", "李雷在明沙电站工作。", "春天很暖和。");
  private static final Document VISIT =
      document("srv/visit.txt", "Mingsha Power Station was visited by many.");
  private static final Document SPRING = document("srv/spring.txt", "Who works in spring?");
  private static final Document BOARD =
      document("srv/board.txt", List.of("board"), "kanarienvogel 明沙电站");

  @TempDir static Path root;
  private static Neo4j neo4j;
  private static SeededGraph graph;
  private static TestService service;
  private static Map<String, String> flags;

  @BeforeAll
  static void start() throws IOException {
    neo4j = Neo4j.start();
    graph = new SeededGraph(neo4j);
    flags = Map.of("neo4j.uri", neo4j.uri(), "neo4j.password", neo4j.password());
    service = new TestService(root);
    service.publish(2, STATION, VISIT, SPRING);
    service.start(flags);
  }

  @AfterAll
  static void stop() {
    service.close();
    graph.close();
    neo4j.close();
  }

  private static DocumentSeed seed(Document document, String... groups) {
    String name = document.uri().substring("file:///srv/".length());
    return graph.document(name, groups).in(document.chunks().get(0).chunkId());
  }

  private static String path(String question, String mode) {
    return "/api/search?mode=" + mode + "&q=" + TestService.encode(question);
  }

  private static List<String> uris(String path, @Nullable String key) {
    return service.get(path, key).json().path("hits").findValuesAsText("uri");
  }

  @Test
  @Order(1)
  void withoutAGraphThatIsSaid() {
    TestService.Answer alone = service.get(path(ENGLISH, "graph"));
    assertThat(alone.status()).isEqualTo(503);
    assertThat(alone.json().path("code").asText()).isEqualTo("GRAPH_UNAVAILABLE");
    JsonNode fused = service.get(path(ENGLISH, "hybrid-graph")).json();
    assertThat(fused.path("mode").asText()).isEqualTo("hybrid");
    assertThat(fused.at("/fallback/asked").asText()).isEqualTo("hybrid-graph");
    assertThat(fused.at("/fallback/why").asText()).contains("nothing was loaded");
    assertThat(fused.path("hits"))
        .isEqualTo(service.get(path(ENGLISH, "hybrid")).json().path("hits"));
    assertThat(service.get("/search?mode=hybrid-graph&q=spring").body())
        .contains("Searched without the graph:");
    seed(STATION, "public")
        .mentions("e-lei", "person", "李雷", 1)
        .mentions("e-station", "place", "明沙电站", 2)
        .states("e-lei", "works_for", "e-station", "李雷在明沙电站工作。");
    seed(VISIT, "public").mentions("e-station", "place", "Mingsha Power Station", 1);
    graph.since(2).load();
  }

  @Test
  @Order(2)
  void aQuestionFindsWhatNamesTheSameInAnotherLanguage() throws IOException {
    service.start(flags);
    for (String question : List.of(ENGLISH, CHINESE)) {
      assertThat(uris(path(question, "graph"), null))
          .as(question)
          .containsExactly(STATION.uri(), VISIT.uri());
      assertThat(uris(path(question, "graph") + "&language=en", null)).containsExactly(VISIT.uri());
      assertThat(uris(path(question, "graph") + "&from=2030-01-01", null)).isEmpty();
      JsonNode fused = service.get(path(question, "hybrid-graph") + "&why=true").json();
      assertThat(fused.has("fallback")).isFalse();
      assertThat(fused.path("hits").findValuesAsText("list")).contains("bm25", "graph");
    }
    assertThat(service.get("/search?mode=hybrid-graph&q=" + TestService.encode(CHINESE)).body())
        .contains("<bdi>Graph</bdi>")
        .doesNotContain("without the graph");
    MillraceClient client = new MillraceClient(ClientSettings.of(URI.create(service.url())));
    assertThat(client.search(SearchQuery.of(CHINESE).withMode(SearchMode.GRAPH)).hits()).hasSize(2);
    assertThat(client.search(SearchQuery.of(CHINESE).withMode(SearchMode.HYBRID_GRAPH)).mode())
        .isEqualTo("hybrid-graph");
  }

  @Test
  @Order(3)
  void aQuestionWithoutAnEntityIsAnsweredWithoutTheGraph() {
    for (String question : List.of("Who works in spring?", "春天暖和吗")) {
      assertThat(uris(path(question, "graph"), null)).isEmpty();
      assertThat(service.get(path(question, "hybrid-graph") + "&why=true").json().path("hits"))
          .isNotEmpty()
          .isEqualTo(service.get(path(question, "hybrid") + "&why=true").json().path("hits"));
    }
  }

  @Test
  @Order(4)
  void whatIsHiddenLeavesNoTrace() throws IOException {
    Map<String, JsonNode> before = answers(null);
    service.publish(3, STATION, VISIT, SPRING, BOARD);
    graph.since(2);
    seed(BOARD, "board")
        .mentions("e-canary", "organization", "kanarienvogel", 3)
        .mentions("e-station", "place", "明沙电站", 9)
        .states("e-canary", "acquired", "e-station", "kanarienvogel");
    graph.load();
    service.start(flags);
    String engineer = service.key("engineer", "engineering");
    assertThat(answers(null)).isEqualTo(before);
    assertThat(answers(engineer)).isEqualTo(before);
    before
        .values()
        .forEach(
            hits ->
                assertThat(hits.toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("kanarienvogel"));
    String board = service.key("chair", "board");
    assertThat(uris(path(CHINESE, "graph"), board)).contains(BOARD.uri());
    assertThat(uris(path("Is Kanarienvogel open?", "graph"), board)).contains(BOARD.uri());
    new DenyList(service.folders().releases()).forget(List.of(BOARD.uri()), "");
    assertThat(answers(board)).isEqualTo(before);
  }

  private static Map<String, JsonNode> answers(@Nullable String key) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (String question : List.of(ENGLISH, CHINESE, "Is Kanarienvogel open?", "李雷")) {
      answers.put(
          question, service.get(path(question, "graph") + "&why=true", key).json().path("hits"));
    }
    return answers;
  }

  @Test
  @Order(5)
  void whereTheDatabaseIsAwayOtherModesGoOn() {
    neo4j.stop();
    TestService.await(() -> service.get(path(ENGLISH, "graph")).status() == 503);
    JsonNode fused = service.get(path(ENGLISH, "hybrid-graph")).json();
    assertThat(fused.path("mode").asText()).isEqualTo("hybrid");
    assertThat(fused.path("hits")).isNotEmpty();
    assertThat(service.get(path(ENGLISH, "hybrid")).json().has("fallback")).isFalse();
  }
}
