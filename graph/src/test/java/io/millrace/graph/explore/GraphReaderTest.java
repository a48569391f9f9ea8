package io.millrace.graph.explore;

import static io.millrace.graph.explore.Village.CHINA;
import static io.millrace.graph.explore.Village.LEI;
import static io.millrace.graph.explore.Village.MARY;
import static io.millrace.graph.explore.Village.NORTHBANK;
import static io.millrace.graph.explore.Village.STATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.graph.explore.Paths.Path;
import io.millrace.testing.Neo4j;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** On a real database, in order: first without what is hidden, then with it, then without it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GraphReaderTest {
  private static final Viewer ANYONE = new Viewer(Set.of("public"), Set.of(), 3);
  private static final NeighbourQuery ALL = new NeighbourQuery(50, Set.of(), Set.of(), 0);
  private static Neo4j server;
  private static SeededGraph graph;
  private static GraphConnection connection;
  private static GraphReader reader;

  @BeforeAll
  static void build() {
    server = Neo4j.start();
    graph = new SeededGraph(server);
    connection = SeededGraph.connection(server);
    reader = new GraphReader(connection);
    assertThat(reader.state()).isEmpty();
    Village.build(graph);
  }

  @AfterAll
  static void close() {
    connection.close();
    graph.close();
    server.close();
  }

  private static List<String> found(Viewer viewer, String typed) {
    return reader.find(viewer, typed, Set.of(), 10).stream().map(FoundEntity::id).toList();
  }

  @Test
  @Order(1)
  void namesAreFoundInBothLanguages() {
    assertThat(reader.state()).contains(new LoadedGraph("test", 3, null));
    assertThat(found(ANYONE, "明沙电站")).containsExactly(STATION);
    assertThat(found(ANYONE, "明沙")).containsExactly(STATION);
    assertThat(found(ANYONE, "电站")).containsExactly(STATION);
    assertThat(found(ANYONE, "明")).containsExactly(STATION);
    assertThat(found(ANYONE, "mingsha power")).containsExactly(STATION);
    assertThat(found(ANYONE, "Mingsha Power Stations")).containsExactly(STATION);
    assertThat(found(ANYONE, "whit")).containsExactly(MARY);
    assertThat(found(ANYONE, "李雷")).containsExactly(LEI);
    assertThat(reader.find(ANYONE, "someone", Set.of(), 7)).hasSize(7);
    assertThat(reader.find(ANYONE, "someone number3", Set.of(), 1).get(0).matched())
        .isEqualTo("Someone Number3");
    assertThat(reader.find(ANYONE, "Northbank", Set.of("person"), 5)).isEmpty();
    FoundEntity station = reader.find(ANYONE, "Mingsha Power Station", Set.of("place"), 5).get(0);
    assertThat(station)
        .isEqualTo(new FoundEntity(STATION, "明沙电站", "place", "Mingsha Power Station", 2, 8));
  }

  @Test
  @Order(2)
  void whatIsTypedIsNeverASyntax() {
    for (String typed :
        List.of(
            "*",
            "\"",
            "+",
            "AND OR NOT",
            "a:b",
            "[1 TO 2]",
            "((((",
            "\\",
            "~",
            "/x/",
            "'})--",
            "text:*",
            "明*",
            "a\" OR \"b",
            "\u0000",
            "%",
            "' OR 1=1 //",
            "{}",
            "^",
            "😀",
            "a".repeat(200))) {
      assertThat(reader.find(ANYONE, typed, Set.of("' OR 1=1"), 10)).as(typed).isEmpty();
      assertThat(reader.entity(ANYONE, typed)).as(typed).isEmpty();
    }
    assertThat(found(ANYONE, "\"Mary\" (Whitfield)")).containsExactly(MARY);
  }

  @Test
  @Order(3)
  void aCardHasEverythingWithItsEvidence() {
    EntityCard card = reader.card(ANYONE, MARY).orElseThrow();
    assertThat(card.entity()).isEqualTo(new EntityRef(MARY, "Mary Whitfield", "person"));
    assertThat(card.documents()).isEqualTo(2);
    assertThat(card.mentions()).isEqualTo(5);
    assertThat(card.aliases())
        .containsExactly(
            new EntityCard.Alias("Mary Whitfield", 4, 2),
            new EntityCard.Alias("M. Whitfield", 1, 1));
    assertThat(card.facts()).extracting(EntityCard.StatedFact::type).contains("works_for");
    EntityCard.Dated joined = card.timeline().get(0);
    assertThat(joined.time()).isEqualTo("2024-03");
    assertThat(joined.subject().id()).isEqualTo(MARY);
    assertThat(joined.object().name()).isEqualTo("Northbank Ltd");
    assertThat(joined.evidence().sentence()).contains("in March 2024");
    assertThat(joined.evidence().uri()).isEqualTo("file:///srv/mary.txt");
    assertThat(joined.evidence().title()).isEqualTo("Title of mary.txt");
    assertThat(card.mentionedIn().get(0).mentions()).isEqualTo(4);
    assertThat(card.about())
        .extracting(EntityCard.AboutDocument::type)
        .containsExactly("authored_by");
    assertThat(card.related()).extracting(each -> each.entity().id()).containsExactly(STATION);
    assertThat(card.partial()).isFalse();
    assertThat(card.redirectedFrom()).isNull();
  }

  @Test
  @Order(4)
  void anOldIdLeadsToTheEntity() {
    EntityCard card = reader.card(ANYONE, Village.OLD_STATION).orElseThrow();
    assertThat(card.entity().id()).isEqualTo(STATION);
    assertThat(card.redirectedFrom()).isEqualTo(Village.OLD_STATION);
    graph.redirect("e-loop-1", "e-loop-2");
    graph.redirect("e-loop-2", "e-loop-1");
    assertThat(reader.entity(ANYONE, "e-loop-1")).isEmpty();
  }

  @Test
  @Order(5)
  void whatIsStatedAndWhatIsOnlyTogetherAreApart() {
    Neighbours near = reader.neighbours(ANYONE, NORTHBANK, ALL).orElseThrow();
    assertThat(near.stated())
        .extracting(each -> each.entity().id())
        .containsExactly("e-mary", "e-new");
    assertThat(near.stated().get(0).types())
        .containsExactly(new Neighbours.StatedType("works_for", Direction.IN, 1));
    // of 44 documents 3 name Northbank and 2 the station, 1 both:
    // 2 (1 ln(44/6) + 2 ln(2*44/(3*42)) + ln(44/(41*2)) + 40 ln(40*44/(41*42))) = 3.050
    assertThat(near.together())
        .containsExactly(
            new Neighbours.Together(new EntityRef(STATION, "明沙电站", "place"), 1, 1, 3.05));
    NeighbourQuery persons = new NeighbourQuery(1, Set.of("person"), Set.of("works_for"), 0.5);
    Neighbours first = reader.neighbours(ANYONE, NORTHBANK, persons).orElseThrow();
    assertThat(first.stated()).hasSize(1);
    assertThat(first.together()).isEmpty();
    assertThat(first.partial()).isTrue();
    NeighbourQuery sure = new NeighbourQuery(5, Set.of(), Set.of(), 0.95);
    assertThat(reader.neighbours(ANYONE, NORTHBANK, sure).orElseThrow().stated()).isEmpty();
  }

  @Test
  @Order(6)
  void aPathAvoidsWhatEverythingHasToDoWith() {
    Paths paths = reader.paths(ANYONE, MARY, LEI, 2).orElseThrow();
    assertThat(paths.complete()).isTrue();
    assertThat(paths.paths())
        .extracting(path -> path.entities().stream().map(EntityRef::id).toList())
        .containsExactly(List.of(MARY, NORTHBANK, STATION, LEI), List.of(MARY, CHINA, LEI));
    Path first = paths.paths().get(0);
    // 1 + ln 3 (Mary, Nora, the station) + 1.5 + ln 2 + 1
    assertThat(first.cost()).isEqualTo(5.292);
    assertThat(paths.paths().get(1).cost()).isEqualTo(5.738); // 1 + ln 42 + 1
    assertThat(first.hops().get(0).stated().get(0).evidence().sentence()).contains("joined");
    assertThat(first.hops().get(0).stated().get(0).direction()).isEqualTo(Direction.OUT);
    assertThat(first.hops().get(1).stated()).isEmpty();
    assertThat(first.hops().get(1).together().get(0).sentence()).contains("合同");
    assertThat(first.hops().get(2).stated().get(0).direction()).isEqualTo(Direction.IN);
    assertThat(reader.paths(ANYONE, MARY, MARY, 1).orElseThrow().paths().get(0).cost()).isZero();
    assertThat(reader.paths(ANYONE, MARY, "e-none", 1)).isEmpty();
  }

  @Test
  @Order(7)
  void olderRevisionsAreReadAsTheyWere() {
    Viewer before = ANYONE.asOf(2);
    assertThat(found(before, "Peter Gone")).containsExactly("e-gone");
    assertThat(found(ANYONE, "Peter Gone")).isEmpty();
    assertThat(found(before, "Nora New")).isEmpty();
    assertThat(reader.card(before, "e-new")).isEmpty();
    assertThat(reader.communities(before, 0, 5)).isEmpty();
    Changes changes = reader.changes(ANYONE, 2, 10);
    assertThat(changes.entities().appeared()).extracting(EntityRef::id).containsExactly("e-new");
    assertThat(changes.entities().vanished()).extracting(EntityRef::id).containsExactly("e-gone");
    assertThat(changes.facts().appeared())
        .containsExactly(
            new Changes.ChangedFact(
                new EntityRef("e-new", "Nora New", "person"),
                "works_for",
                new EntityRef(NORTHBANK, "Northbank Ltd", "organization"),
                1));
    assertThat(changes.facts().vanished()).hasSize(1);
    assertThat(changes.partial()).isFalse();
  }

  @Test
  @Order(8)
  void communitiesAreNamedByTheirVisibleMembers() {
    Community community = reader.communities(ANYONE, 0, 5).get(0);
    assertThat(community.members()).isEqualTo(4);
    assertThat(community.name()).isEqualTo("Northbank Ltd · Mary Whitfield · 李雷");
    assertThat(reader.communities(new Viewer(Set.of("other"), Set.of(), 3), 0, 5)).isEmpty();
  }

  @Test
  @Order(20)
  void whatIsHiddenChangesNoAnswer() throws IOException {
    Map<String, String> before = answers(ANYONE);
    List<String> hidden = Village.hide(graph, "board");
    GraphReader fresh = new GraphReader(connection);
    reader = fresh;
    assertThat(answers(ANYONE)).isEqualTo(before);
    for (String answer : before.values()) {
      assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain(Village.CANARIES);
    }
    Viewer board = new Viewer(Set.of("public", "board"), Set.of(), 3);
    Map<String, String> seen = answers(board);
    seen.forEach(
        (question, answer) -> assertThat(answer).as(question).isNotEqualTo(before.get(question)));
    Viewer denied = new Viewer(Set.of("public", "board"), new HashSet<>(hidden), 3);
    Map<String, String> without = answers(denied);
    // whose community and suggestions are computed from a group's documents is still known of
    without.keySet().removeAll(List.of("communities"));
    without.forEach(
        (question, answer) -> assertThat(answer).as(question).isEqualTo(before.get(question)));
  }

  @Test
  @Order(21)
  void aHiddenEntityAndNoneAreTheSame() {
    assertThat(reader.card(ANYONE, Village.CANARY)).isEmpty();
    assertThat(reader.neighbours(ANYONE, Village.CANARY, ALL)).isEmpty();
    assertThat(reader.paths(ANYONE, Village.CANARY, MARY, 1)).isEmpty();
    assertThat(reader.entity(ANYONE, Village.CANARY)).isEqualTo(Optional.empty());
  }

  /** Everything that can be asked, as JSON. */
  private static Map<String, String> answers(Viewer viewer) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> answers = new LinkedHashMap<>();
    List<Object> found = new ArrayList<>();
    for (String typed : List.of("Mary", "明沙", "金丝雀", "kanarienvogel", "电站", "xq-canary", "李")) {
      found.add(reader.find(viewer, typed, Set.of(), 10));
    }
    answers.put("find", json.writeValueAsString(found));
    answers.put("card", json.writeValueAsString(reader.card(viewer, MARY).orElseThrow()));
    answers.put("place", json.writeValueAsString(reader.card(viewer, STATION).orElseThrow()));
    answers.put(
        "near", json.writeValueAsString(reader.neighbours(viewer, STATION, ALL).orElseThrow()));
    answers.put("path", json.writeValueAsString(reader.paths(viewer, MARY, LEI, 3).orElseThrow()));
    answers.put("communities", json.writeValueAsString(reader.communities(viewer, 0, 10)));
    answers.put("changes", json.writeValueAsString(reader.changes(viewer, 2, 100)));
    for (ExportFormat format : ExportFormat.values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      reader.export(viewer, format, out);
      answers.put(format.label(), out.toString(StandardCharsets.UTF_8));
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      reader.export(viewer, reader.entity(viewer, MARY).orElseThrow(), 2, format, part);
      answers.put(format.label() + " around", part.toString(StandardCharsets.UTF_8));
    }
    return answers;
  }

  @Test
  @Order(30)
  void anAdministratorReadsAndDoesNothingElse() {
    CypherRows rows =
        reader.cypher(
            "MATCH p = (a:Entity {id: $id})-[f:FACT]->(b) RETURN a, f.type AS type, p, [1, 2.5,"
                + " null, date('2024-01-01')] AS list ORDER BY type",
            Map.of("id", MARY));
    assertThat(rows.columns()).containsExactly("a", "type", "p", "list");
    assertThat(rows.rows().get(0).toString()).contains("Entity", "acquired", "2024-01-01");
    assertThat(reader.cypher("UNWIND range(1, 5000) AS i RETURN i", Map.of()).truncated()).isTrue();
    assertThat(reader.cypher("CALL db.labels() YIELD label RETURN label", Map.of()).rows())
        .isNotEmpty();
    for (String query :
        List.of(
            "CREATE (n:Intruder) RETURN n",
            "MATCH (e:Entity) DETACH DELETE e",
            "MATCH (e:Entity {id: 'e-mary'}) SET e.type = 'x' RETURN e",
            "CREATE INDEX intruder FOR (n:Intruder) ON (n.id)",
            "DROP CONSTRAINT entity_id",
            "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
            "CALL dbms.listConfig() YIELD name RETURN name",
            "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
            "SHOW SETTINGS",
            "SHOW USERS",
            "TERMINATE TRANSACTIONS 'x'",
            "CALL { CREATE (n:Intruder) } IN TRANSACTIONS",
            "RETURN 1; MATCH (n) DETACH DELETE n",
            "PROFILE CREATE (n:Intruder)",
            "no query",
            "")) {
      assertThatThrownBy(() -> reader.cypher(query, Map.of()))
          .as(query)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(reader.cypher("MATCH (n:Intruder) RETURN count(n)", Map.of()).rows())
        .containsExactly(List.of(0L));
  }

  @Test
  @Order(40)
  void aServerThatIsAwayIsSaidSoAndFoundAgain() {
    server.stop();
    assertThatThrownBy(() -> reader.card(ANYONE, MARY))
        .isInstanceOf(GraphUnavailableException.class)
        .hasMessageContaining("cannot be reached");
    server.restart();
    long end = System.nanoTime() + 120_000_000_000L;
    while (true) {
      try {
        assertThat(reader.card(ANYONE, MARY)).isPresent();
        break;
      } catch (GraphUnavailableException e) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
    }
  }
}
