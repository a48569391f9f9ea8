package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static io.millrace.graph.explore.Village.LEI;
import static io.millrace.graph.explore.Village.MARY;
import static io.millrace.graph.explore.Village.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.release.DenyList;
import io.millrace.core.release.Releases;
import io.millrace.graph.explore.SeededGraph;
import io.millrace.graph.explore.Village;
import io.millrace.testing.Neo4j;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The graph over HTTP, from a real database; in order, since what is hidden comes later. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GraphServiceTest {
  private static final String ROOT = "/api/graph/";

  @TempDir static Path root;
  private static Neo4j neo4j;
  private static SeededGraph graph;
  private static TestService service;
  private static Map<String, String> flags;

  @BeforeAll
  static void start() throws IOException {
    neo4j = Neo4j.start();
    graph = new SeededGraph(neo4j);
    flags =
        Map.of(
            "neo4j.uri", neo4j.uri(),
            "neo4j.password", neo4j.password(),
            "query.administrators", "keepers");
    service = new TestService(root);
    service.publish(2, document("open.txt", "An open passage"));
    service.publish(3, document("open.txt", "An open passage"));
    service.start(flags);
  }

  @AfterAll
  static void stop() {
    service.close();
    graph.close();
    neo4j.close();
  }

  private static String find(String name) {
    return ROOT + "entities?q=" + TestService.encode(name);
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String name : List.of("Mary", "明沙", "金丝雀", "kanarienvogel", "xq-canary", "李雷", "K", "金")) {
      paths.add(find(name));
      paths.add(find(name) + "&type=organization,person&k=100");
    }
    for (String id : List.of(MARY, STATION, LEI, Village.CANARY, Village.OLD_STATION)) {
      paths.add(ROOT + "entities/" + id);
      paths.add(ROOT + "entities/" + id + "/neighbours?limit=200");
      paths.add(ROOT + "path?from=" + MARY + "&to=" + id + "&k=10");
      for (String format : List.of("graphml", "csv", "jsonld")) {
        paths.add(ROOT + "export?format=" + format + "&depth=3&entity=" + id);
        paths.add(ROOT + "export?format=" + format);
      }
    }
    paths.add(ROOT + "communities?k=100");
    paths.add(ROOT + "changes?from=2&k=500");
    paths.add(ROOT + "revisions");
    return paths;
  }

  @Test
  @Order(1)
  void anEmptyDatabaseIsSaidSo() {
    TestService.Answer answer = service.get(find("Mary"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("code").asText()).isEqualTo("GRAPH_UNAVAILABLE");
    assertThat(answer.json().path("detail").asText()).contains("nothing was loaded");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    Village.build(graph);
  }

  @Test
  @Order(2)
  void theGraphIsAskedAndAnswers() {
    JsonNode found = service.get(find("明沙电站")).json();
    assertThat(found.path("revision").asLong()).isEqualTo(3);
    assertThat(found.at("/entities/0/id").asText()).isEqualTo(STATION);
    JsonNode card = service.get(ROOT + "entities/" + MARY).json();
    assertThat(card.at("/entity/name").asText()).isEqualTo("Mary Whitfield");
    assertThat(card.at("/facts/0/evidence/0/sentence").asText()).isNotEmpty();
    assertThat(card.at("/redirectedFrom").isNull()).isTrue();
    assertThat(
            service.get(ROOT + "entities/" + Village.OLD_STATION).json().at("/entity/id").asText())
        .isEqualTo(STATION);
    JsonNode near =
        service.get(ROOT + "entities/" + MARY + "/neighbours?relation=works_for").json();
    assertThat(near.path("stated")).hasSize(1);
    assertThat(near.at("/stated/0/types/0/direction").asText()).isEqualTo("OUT");
    JsonNode path = service.get(ROOT + "path?from=" + MARY + "&to=" + LEI + "&k=1").json();
    assertThat(path.at("/paths/0/entities")).hasSize(4);
    assertThat(path.at("/paths/0/hops")).hasSize(3);
    assertThat(service.get(ROOT + "communities").json().at("/communities/0/members").asInt())
        .isEqualTo(4);
    JsonNode revisions = service.get(ROOT + "revisions").json();
    assertThat(revisions.path("served").asLong()).isEqualTo(3);
    assertThat(revisions.at("/revisions/0/release").asText()).isEqualTo("r000002");
    assertThat(revisions.at("/revisions/1/release").asText()).isEqualTo("r000001");
    assertThat(service.get("/metrics").body())
        .contains("millrace_graph_seconds_count{question=\"entities\"}");
  }

  @Test
  @Order(3)
  void olderRevisionsAreThoseOfReleases() {
    assertThat(service.get(find("Peter Gone") + "&revision=2").json().path("entities")).hasSize(1);
    assertThat(service.get(find("Peter Gone")).json().path("entities")).isEmpty();
    assertThat(service.get(find("Peter Gone") + "&revision=1").json().path("detail").asText())
        .isEqualTo("Parameter 'revision' is '1', and must be from 2 to 3");
    JsonNode changes = service.get(ROOT + "changes?from=2").json();
    assertThat(changes.at("/entities/appeared/0/name").asText()).isEqualTo("Nora New");
    assertThat(service.get(ROOT + "changes?from=3").status()).isEqualTo(400);
  }

  @Test
  @Order(4)
  void exportsAreWhole() throws Exception {
    TestService.Answer xml = service.get(ROOT + "export?format=graphml");
    assertThat(xml.header("Content-Disposition")).contains("graph.graphml");
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(parsed.getElementsByTagName("node").getLength()).isEqualTo(46);
    assertThat(parsed.getElementsByTagName("edge").getLength()).isEqualTo(46);
    String csv = service.get(ROOT + "export?format=csv").body();
    assertThat(csv.lines().count()).isEqualTo(47);
    JsonNode json = new ObjectMapper().readTree(service.get(ROOT + "export?format=jsonld").body());
    assertThat(json.path("@graph")).hasSize(92);
    JsonNode part =
        service.get(ROOT + "export?format=jsonld&depth=1&entity=" + MARY).json().path("@graph");
    assertThat(part).hasSizeLessThan(10);
    assertThat(service.log("audit")).contains("\"exported\":\"graph\"", MARY);
  }

  @Test
  @Order(10)
  void whatIsHiddenLeavesNoTrace() throws IOException {
    Map<String, String> before = new LinkedHashMap<>();
    for (String path : paths()) {
      before.put(path, service.get(path).body());
    }
    List<String> hidden = Village.hide(graph, "board");
    service.start(flags);
    String engineer = service.key("engineer", "engineering");
    for (String path : paths()) {
      for (String key : new String[] {null, engineer}) {
        TestService.Answer answer = service.get(path, key);
        assertThat(answer.body()).as(path).isEqualTo(before.get(path));
        for (String canary : Village.CANARIES) {
          assertThat(answer.body().toLowerCase(Locale.ROOT)).as(path).doesNotContain(canary);
        }
      }
    }
    String board = service.key("chair", "board");
    assertThat(service.get(find("kanarienvogel"), board).json().path("entities")).hasSize(1);
    // a person has the documents forgotten: the board sees as much of them as anyone
    new DenyList(service.folders().releases())
        .forget(
            IntStream.range(0, hidden.size())
                .mapToObj(i -> "file:///srv/kanarienvogel-" + i + ".txt")
                .toList(),
            "");
    for (String path : paths()) {
      if (!path.contains("communities")) {
        assertThat(service.get(path, board).body()).as(path).isEqualTo(before.get(path));
      }
    }
  }

  @Test
  @Order(11)
  void aHiddenEntityAndNoneAreOneAnswer() {
    for (String path :
        List.of(
            "entities/%s",
            "entities/%s/neighbours", "path?from=e-mary&to=%s", "export?entity=%s")) {
      TestService.Answer hidden = service.get(ROOT + path.formatted(Village.CANARY));
      TestService.Answer none = service.get(ROOT + path.formatted("e-none"));
      assertThat(hidden.status()).as(path).isEqualTo(404);
      assertThat(hidden.body()).as(path).isEqualTo(none.body());
      assertThat(hidden.json().path("code").asText()).isEqualTo("NO_ENTITY");
    }
  }

  @Test
  @Order(12)
  void hostileRequestsAreRefused() {
    for (String wrong :
        List.of(
            "entities",
            "entities?q=%20",
            "entities?q=" + "a".repeat(201),
            "entities?q=a&k=0",
            "entities?q=a&k=101",
            "entities?q=a&q=b",
            "entities?q=a&secret=1",
            "entities?q=a&revision=-1",
            "entities?q=a&revision=9223372036854775808",
            "entities?q=a&revision=99",
            "entities/%27%20OR%201=1",
            "entities/" + "e".repeat(201),
            "entities/e-mary?depth=1",
            "entities/e-mary/neighbours?limit=201",
            "entities/e-mary/neighbours?confidence=NaN",
            "entities/e-mary/neighbours?confidence=2",
            "path?from=e-mary",
            "path?from=e-mary&to=%7D)--",
            "path?from=e-mary&to=e-lei&k=11",
            "communities?level=21",
            "changes",
            "changes?from=x",
            "changes?from=2&revision=3",
            "export?format=exe",
            "export?depth=4",
            "export?entity=%00")) {
      TestService.Answer answer = service.get(ROOT + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).as(wrong).doesNotContain("Neo4j", "Cypher", "Exception");
    }
    for (String odd :
        List.of("*", "\"", "a:b", "((", "\\", "' OR 1=1 //", "明*", "{", "AND", "/x/")) {
      assertThat(service.get(find(odd)).status()).as(odd).isEqualTo(200);
    }
  }

  @Test
  @Order(13)
  void theDatabaseItselfIsForAdministrators() throws IOException {
    String query =
        "{\"query\":\"MATCH (d:Document) WHERE d.uri CONTAINS $part RETURN d.uri LIMIT"
            + " 1\",\"parameters\":{\"part\":\"kanarien\"}}";
    TestService.Answer refused = service.post(ROOT + "cypher", query);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).doesNotContain("kanarien");
    assertThat(cypher(service.key("operator", "operators"), query).status()).isEqualTo(403);
    String keeper = service.key("keeper", "keepers");
    TestService.Answer answer = cypher(keeper, query);
    assertThat(answer.json().at("/rows/0/0").asText()).contains("kanarienvogel");
    for (String wrong :
        List.of(
            "{\"query\":\"CREATE (n:Intruder)\"}",
            "{\"query\":\"LOAD CSV FROM 'http://127.0.0.1/' AS x RETURN x\"}",
            "{\"query\":\"nonsense\"}",
            "{\"query\":1}",
            "{\"query\":\"RETURN 1\",\"parameters\":[]}",
            "{\"query\":\"RETURN 1\",\"more\":1}",
            "[]")) {
      assertThat(cypher(keeper, wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(service.log("audit")).contains("\"asked\":\"graph\"", "keeper");
    service.start(Map.of("neo4j.uri", neo4j.uri(), "neo4j.password", neo4j.password()));
    assertThat(cypher(keeper, query).status()).isEqualTo(403);
    service.start(flags);
  }

  private static TestService.Answer cypher(String key, String body) {
    return service.send(
        HttpRequest.newBuilder(URI.create(service.url() + ROOT + "cypher"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  @Order(19)
  void aReleaseReadsTheGraphAsOfItsOwnRevision() throws IOException {
    new Releases(service.folders().releases()).rollback(null);
    TestService.await(() -> service.get(ROOT + "revisions").json().path("served").asLong() == 2);
    assertThat(service.get(find("Peter Gone")).json().path("entities")).hasSize(1);
    assertThat(service.get(find("Nora New")).json().path("entities")).isEmpty();
  }

  @Test
  @Order(20)
  void withoutADatabaseTheRestIsAnswered() throws IOException {
    neo4j.stop();
    TestService.Answer away = service.get(find("Mary"));
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.json().path("detail").asText()).contains("cannot be reached");
    assertThat(service.get("/api/search?q=open&mode=bm25").status()).isEqualTo(200);
    assertThat(service.get("/readyz").json().path("status").asText()).isEqualTo("ready");
    service.start(flags); // a start does not wait for it
    assertThat(service.get(ROOT + "revisions").status()).isEqualTo(503);
    neo4j.restart();
    TestService.await(() -> service.get(find("Mary")).status() == 200);
    service.start(Map.of());
    assertThat(service.get(find("Mary")).json().path("detail").asText()).contains("neo4j.uri");
    assertThat(service.get("/api/search?q=open&mode=bm25").status()).isEqualTo(200);
  }
}
