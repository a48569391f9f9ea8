package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.graph.analyse.AnalyseJob.AudienceResult;
import io.millrace.graph.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

class AnalyseJobTest {
  private static final long VALID = Long.MAX_VALUE;
  private static final List<String> TEAM = List.of("a1", "a2", "a3", "a4");
  private static final List<String> OTHERS = List.of("b1", "b2", "b3", "b4");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.empty();
  }

  /**
   * Two teams of four whose members are all named together, joined by one fact; a secret document
   * joins them by far more; a year that all share; somebody who is only mentioned.
   */
  @BeforeEach
  void fill() {
    run("MATCH (n) DETACH DELETE n", Map.of());
    run("CREATE (:Graph {id: 'graph', loaded: 7})", Map.of());
    for (List<String> team : List.of(TEAM, OTHERS)) {
      for (String one : team) {
        mention("open", one, "person", List.of("public"));
        together("open", one, "2024", 1, List.of("public"), 1, VALID);
        for (String other : team) {
          if (one.compareTo(other) < 0) {
            together("open", one, other, 1, List.of("public"), 1, VALID);
          }
        }
      }
    }
    mention("open", "2024", "date", List.of("public"));
    mention("open", "alone", "person", List.of("public"));
    fact("open", "a1", "b1", List.of("public"), 1, VALID);
    // not seen by the public, of an older and of a later revision
    mention("secret", "s", "person", List.of("staff"));
    together("secret", "a4", "b4", 500, List.of("staff"), 1, VALID);
    together("open", "a2", "b2", 500, List.of("public"), 1, 7);
    together("open", "a3", "b3", 500, List.of("public"), 8, VALID);
  }

  @Test
  void anAudienceSeesItsOwnGraphAsOfTheRevision() {
    AudienceGraphs reader = new AudienceGraphs(server.driver());
    WeightedGraph graph = reader.graph("public", 7, Set.of());
    assertThat(graph.nodes()).isEqualTo(9);
    assertThat(graph.edges()).isEqualTo(13);
    assertThat(graph.node("2024")).isNegative();
    assertThat(graph.node("s")).isNegative();
    int a1 = graph.node("a1");
    int b1 = graph.node("b1");
    assertThat(graph.adjacent(a1, b1)).isTrue();
    assertThat(graph.adjacent(graph.node("a4"), graph.node("b4"))).isFalse();
    assertThat(graph.adjacent(graph.node("a2"), graph.node("b2"))).isFalse();
    assertThat(graph.adjacent(graph.node("a3"), graph.node("b3"))).isFalse();
    // three sentences of log2(1 + 1) and one fact of log2(1 + 3)
    assertThat(graph.strength(a1)).isCloseTo(5, within(1e-12));
    assertThat(reader.graph("staff", 7, Set.of()).edges()).isEqualTo(1);
    assertThat(reader.graph("public", 8, Set.of()).edges()).isEqualTo(14);
    assertThat(reader.graph("public", 7, Set.of("open")).nodes()).isZero();
  }

  @Test
  void anAnalysisIsWrittenAndReadBack() {
    AnalyseJob.Result result = job(List.of());
    assertThat(result.revision()).isEqualTo(7);
    assertThat(result.audiences().stream().map(AudienceResult::audience))
        .containsExactly("public", "staff");
    AudienceResult open = result.audiences().get(0);
    assertThat(open.health().isolated()).isEqualTo(1);
    assertThat(open.health().largestHub()).isEqualTo("a1");
    assertThat(open.communities().get(0)).isEqualTo(2);
    assertThat(open.seconds())
        .containsOnlyKeys("read", "rank", "communities", "embeddings", "related", "write");
    assertThat(
            rows(
                "MATCH (e:Entity)-[r:RANKED {audience: 'public', revision: 7}]->(:Audience {id:"
                    + " 'public'}) RETURN e.id AS id ORDER BY r.rank DESC, id"))
        .startsWith("a1", "b1")
        .endsWith("alone")
        .hasSize(9);
    assertThat(
            rows(
                "MATCH (e:Entity)-[:IN {audience: 'public', revision: 7, level: 0}]->(c:Community)"
                    + "<-[:IN]-(:Entity {id: 'a2'}) RETURN DISTINCT e.id AS id ORDER BY id"))
        .containsExactly("a1", "a3", "a4");
    assertThat(
            rows(
                "MATCH (:Entity {id: 'a1'})-[r:RELATED {audience: 'public'}]->(o) RETURN o.id AS"
                    + " id"))
        .hasSize(7)
        .doesNotContain("s", "2024", "alone");
    assertThat(rows("MATCH (a:Audience {id: 'public'}) RETURN a.largestHub AS id"))
        .containsExactly("a1");
  }

  @Test
  void aSecondAnalysisTakesThePlaceOfTheFirstAndOfLeftovers() {
    job(List.of("public"));
    job(List.of("staff"));
    List<String> first = everything();
    job(List.of("public"));
    assertThat(everything()).isEqualTo(first);

    // a run that was killed before it was complete
    run(
        "MATCH (e:Entity {id: 'a1'}), (a:Audience {id: 'public'}), (o:Entity {id: 'alone'})"
            + " CREATE (e)-[:RANKED {audience: 'public', revision: 9, rank: 1.0, degree: 1}]->(a),"
            + " (e)-[:RELATED {audience: 'public', revision: 9, score: 1.0, suggested: true}]->(o),"
            + " (e)-[:IN {audience: 'public', revision: 9, level: 0}]->"
            + "(:Community {id: 'left', audience: 'public', revision: 9, level: 0})",
        Map.of());
    run("MATCH (g:Graph) SET g.loaded = 8", Map.of());
    job(List.of("public"));
    assertThat(
            rows(
                "MATCH ()-[r {audience: 'public'}]->() RETURN DISTINCT toString(r.revision) AS id"))
        .containsExactly("8");
    assertThat(
            rows(
                "MATCH (c:Community {audience: 'public'}) RETURN DISTINCT toString(c.revision) AS"
                    + " id"))
        .containsExactly("8");
    assertThat(rows("MATCH (c:Community {id: 'left'}) RETURN c.id AS id")).isEmpty();
    assertThat(
            rows("MATCH ()-[r {audience: 'staff'}]->() RETURN DISTINCT toString(r.revision) AS id"))
        .containsExactly("7");
    assertThat(new AnalysisWriter(server.driver()).complete("public")).hasValue(8);
  }

  @Test
  void aDatabaseWithoutAGraphIsNotAnalysed() {
    run("MATCH (g:Graph) DETACH DELETE g", Map.of());
    assertThatThrownBy(() -> job(List.of("public")))
        .hasMessage("Cannot analyse the graph: the database has none, its loaded revision is 0");
  }

  private static AnalyseJob.Result job(List<String> audiences) {
    return new AnalyseJob(server.driver(), AnalyseJob.Config.of(audiences, Set.of()), message -> {})
        .run();
  }

  /** What all analyses say, in an order of their own. */
  private static List<String> everything() {
    return rows(
        "MATCH (a)-[r]->(b) WHERE r.audience IS NOT NULL RETURN a.id + type(r) + b.id +"
            + " toString(r.rank) + toString(r.score) AS id ORDER BY id");
  }

  private static void mention(String document, String entity, String type, List<String> groups) {
    run(
        "MERGE (d:Document {id: $document}) MERGE (e:Entity {id: $entity}) SET e.type = $type"
            + " CREATE (d)-[:MENTIONS {document: $document, since: 1, until: $until,"
            + " groups: $groups}]->(e)",
        Map.of(
            "document",
            document,
            "entity",
            entity,
            "type",
            type,
            "until",
            VALID,
            "groups",
            groups));
  }

  private static void together(
      String document,
      String one,
      String other,
      int sentences,
      List<String> groups,
      long since,
      long until) {
    run(
        "MERGE (a:Entity {id: $one}) MERGE (b:Entity {id: $other})"
            + " CREATE (a)-[:TOGETHER {document: $document, sentences: $sentences, since: $since,"
            + " until: $until, groups: $groups}]->(b)",
        Map.of(
            "document",
            document,
            "one",
            one,
            "other",
            other,
            "sentences",
            sentences,
            "since",
            since,
            "until",
            until,
            "groups",
            groups));
  }

  private static void fact(
      String document, String one, String other, List<String> groups, long since, long until) {
    run(
        "MERGE (a:Entity {id: $one}) MERGE (b:Entity {id: $other})"
            + " CREATE (b)-[:FACT {document: $document, type: 'partner_of', since: $since,"
            + " until: $until, groups: $groups}]->(a)",
        Map.of(
            "document",
            document,
            "one",
            one,
            "other",
            other,
            "since",
            since,
            "until",
            until,
            "groups",
            groups));
  }

  private static void run(String statement, Map<String, Object> parameters) {
    try (Session session = server.driver().session()) {
      session.run(statement, parameters).consume();
    }
  }

  private static List<String> rows(String statement) {
    try (Session session = server.driver().session()) {
      List<String> rows = new ArrayList<>();
      for (Record row : session.run(statement).list()) {
        rows.add(row.get("id").asString("null"));
      }
      return rows;
    }
  }
}
