package io.millrace.graph.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.core.table.Ids;
import io.millrace.testing.Neo4j;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** On a real database; first without what is hidden, then with it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PassageSearchTest {
  private static final Viewer ANYONE = new Viewer(Set.of("public"), Set.of(), 3);
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
    graph.document("county.txt", "public").mentions("e-county", "place", "明沙", 3);
    graph
        .document("long.txt", "public")
        .in("long-1")
        .mentions("e-tower", "place", "Tower Bridge", 4)
        .in("long-2")
        .mentions("e-river", "place", "泰晤士河", 1)
        .in("long-3")
        .together("e-tower", "e-river", "Tower Bridge 在泰晤士河上。");
    graph.document("tower.txt", "public").mentions("e-tower", "place", "Tower Bridge", 9);
    graph.document("washington.txt", "public").mentions("e-george", "person", "Washington", 2);
    graph.document("capital.txt", "public").mentions("e-city", "place", "Washington", 1);
    Village.build(graph);
  }

  @AfterAll
  static void close() {
    connection.close();
    graph.close();
    server.close();
  }

  private static List<String> chunks(Viewer viewer, String question) {
    return reader.passages(viewer, question).stream().map(FoundPassage::chunk).toList();
  }

  private static String chunk(String document) {
    return "c" + Ids.document("file:///srv/" + document);
  }

  @Test
  @Order(1)
  void aNameInOneLanguageFindsWhatNamesItInTheOther() {
    for (String question :
        List.of(
            "Who works at Mingsha Power Station?",
            "what is known of mingsha power station",
            "谁在明沙电站工作？",
            "请问：明沙電站有多少人")) {
      List<String> found = chunks(ANYONE, question);
      assertThat(found).as(question).startsWith(chunk("station.txt"), chunk("both.txt"));
      // 李雷, who works there, is in another document; of another place called 明沙 nothing is said
      assertThat(found).as(question).contains(chunk("china-0.txt"));
      assertThat(found).as(question).doesNotContain(chunk("county.txt"), chunk("china-1.txt"));
    }
    assertThat(chunks(ANYONE, "明沙有多大")).containsExactly(chunk("county.txt"));
    assertThat(chunks(ANYONE, "ＭＡＲＹ ＷＨＩＴＦＩＥＬＤ's job")).startsWith(chunk("mary.txt"));
    assertThat(chunks(ANYONE, "Northbank有限公司")).contains(chunk("both.txt"), chunk("new.txt"));
  }

  @Test
  @Order(1)
  void theEntitiesThatAQuestionNamesAreTold() {
    List<NamedEntity> named = reader.named(ANYONE, "谁在明沙電站和northbank ltd工作？", 3);
    assertThat(named)
        .extracting(NamedEntity::id, NamedEntity::name, NamedEntity::documents)
        .containsExactly(
            tuple(Village.NORTHBANK, "Northbank Ltd", 3L), tuple(Village.STATION, "明沙电站", 2L));
    assertThat(reader.named(ANYONE, "谁在明沙電站和northbank ltd工作？", 1)).hasSize(1);
    assertThat(reader.named(ANYONE, "china", 3)).hasSize(1);
    assertThat(reader.named(ANYONE, "who is there?", 3)).isEmpty();
    // two of one name are meant in equal parts, so less surely than the other
    assertThat(reader.named(ANYONE, "Washington and China", 3))
        .extracting(NamedEntity::name)
        .containsExactly("China", "Washington", "Washington");
  }

  @Test
  @Order(2)
  void whatHoldsMoreOfTheEntitiesComesFirst() {
    assertThat(chunks(ANYONE, "明沙电站和 Northbank Ltd 签了什么？").get(0)).isEqualTo(chunk("both.txt"));
    List<String> found = chunks(ANYONE, "Has Mary Whitfield been to China?");
    assertThat(found.subList(0, 2)).containsExactly(chunk("china-0.txt"), chunk("mary.txt"));
    assertThat(found).contains(chunk("china-39.txt"));
    // the sentence with both, then what one is named in most, then the first of one alone
    assertThat(chunks(ANYONE, "How long is Tower Bridge over the 泰晤士河?"))
        .startsWith("long-3", "long-2");
    assertThat(chunks(ANYONE, "Tower Bridge")).startsWith(chunk("tower.txt"));
  }

  @Test
  @Order(3)
  void aNameOfTwoThingsStandsForBoth() {
    assertThat(chunks(ANYONE, "When was Washington born?"))
        .containsExactlyInAnyOrder(chunk("washington.txt"), chunk("capital.txt"));
  }

  @Test
  @Order(4)
  void aQuestionWithoutAnEntityFindsNothing() {
    for (String question :
        List.of(
            "How often is it inspected?",
            "多久检修一次？",
            "?!…",
            "' OR 1=1 //",
            "\u0000",
            "\ud800",
            "😀",
            "a ".repeat(1_000),
            "明".repeat(1_000))) {
      assertThat(reader.passages(ANYONE, question)).as(question).isEmpty();
    }
    assertThat(reader.passages(new Viewer(Set.of(), Set.of(), 3), "Mary Whitfield")).isEmpty();
  }

  @Test
  @Order(5)
  void olderRevisionsAreReadAsTheyWere() {
    assertThat(chunks(ANYONE.asOf(2), "Where is Peter Gone?")).startsWith(chunk("gone.txt"));
    assertThat(chunks(ANYONE, "Where is Peter Gone?")).isEmpty();
  }

  @Test
  @Order(10)
  void whatIsHiddenChangesNoAnswer() {
    Map<String, List<FoundPassage>> before = answers(ANYONE);
    List<String> hidden = Village.hide(graph, "board");
    reader = new GraphReader(connection);
    assertThat(answers(ANYONE)).isEqualTo(before);
    Viewer board = new Viewer(Set.of("public", "board"), Set.of(), 3);
    answers(board)
        .forEach(
            (question, answer) ->
                assertThat(answer).as(question).isNotEqualTo(before.get(question)));
    Viewer denied = new Viewer(Set.of("public", "board"), new HashSet<>(hidden), 3);
    assertThat(answers(denied)).isEqualTo(before);
  }

  private static Map<String, List<FoundPassage>> answers(Viewer viewer) {
    Map<String, List<FoundPassage>> answers = new LinkedHashMap<>();
    for (String question :
        List.of(
            "Who works at Mingsha Power Station?",
            "李雷和明沙电站",
            "Mary Whitfield and Northbank Ltd",
            "Kanarienvogel 金丝雀",
            "明沙金丝雀在哪里？",
            "Mary xq-canary")) {
      answers.put(question, reader.passages(viewer, question));
    }
    return answers;
  }
}
