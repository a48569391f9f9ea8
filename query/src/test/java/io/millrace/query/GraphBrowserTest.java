package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static io.millrace.graph.explore.Village.LEI;
import static io.millrace.graph.explore.Village.MARY;
import static io.millrace.graph.explore.Village.NORTHBANK;
import static io.millrace.graph.explore.Village.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.millrace.core.table.Ids;
import io.millrace.graph.explore.SeededGraph;
import io.millrace.graph.explore.Village;
import io.millrace.query.page.Chromium;
import io.millrace.testing.Neo4j;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People at the graph's page: a real browser, a real server, a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphBrowserTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final String SENTENCE = "Northbank Ltd 和明沙电站签了合同。";

  /** A name that takes over a page which takes it for markup. */
  private static final String HOSTILE =
      "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

  private Chromium chromium;
  private Neo4j neo4j;
  private SeededGraph graph;
  private TestService service;

  @BeforeAll
  void start(@TempDir Path root) throws IOException {
    chromium = Chromium.start();
    neo4j = Neo4j.start();
    graph = new SeededGraph(neo4j);
    graph
        .document("hostile.txt", "public")
        .mentions("e-hostile", "person", HOSTILE, 2)
        .mentions("e-victim", "organization", "Victim Ltd", 1)
        .states("e-hostile", "works_for", "e-victim", HOSTILE + " works for Victim Ltd.");
    Village.build(graph);
    service = new TestService(root);
    for (long revision = 2; revision <= 3; revision++) {
      service.publish(
          revision,
          document("srv/mary.txt", "Mary Whitfield joined Northbank Ltd in March 2024."),
          document("srv/both.txt", SENTENCE));
    }
    service.start(Map.of("neo4j.uri", neo4j.uri(), "neo4j.password", neo4j.password()));
  }

  @AfterAll
  void stop() {
    for (AutoCloseable each : new AutoCloseable[] {service, graph, neo4j, chromium}) {
      if (each != null) {
        try {
          each.close();
        } catch (Exception e) {
          throw new AssertionError("Cannot stop " + each, e);
        }
      }
    }
  }

  @AfterEach
  void nothingIsComplainedOf() {
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void anEntityIsFoundWhileTyping() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/");
      page.locator(".top-nav a", new Page.LocatorOptions().setHasText("Graph")).click();
      assertThat(page.locator("#graph-columns").isVisible()).isFalse();
      Locator box = page.getByLabel("Entity", new Page.GetByLabelOptions().setExact(true));
      box.pressSequentially("Mingsha");
      Locator first = page.getByRole(AriaRole.OPTION).first();
      first.waitFor();
      assertThat(first.textContent()).contains("明沙电站", "Mingsha Power Station", "Place");
      box.press("ArrowDown");
      box.press("Enter");
      panel(page, "明沙电站");
      assertThat(page.url()).endsWith("?entity=" + STATION);
      box.fill("no such name");
      box.press("Enter");
      waitUntil(page, "document.querySelector('#graph-entity').validationMessage !== ''");
      assertThat(page.url()).endsWith("?entity=" + STATION);
      box.fill("mary whitfield");
      box.press("Enter");
      panel(page, "Mary Whitfield");
      page.goBack();
      panel(page, "明沙电站");
    }
  }

  @Test
  void aCardLeadsToItsSentencesAndTheirDocuments() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=" + MARY);
      Locator panel = panel(page, "Mary Whitfield");
      assertThat(panel.textContent())
          .contains("Person", "M. Whitfield", "works for Northbank Ltd", "2024-03")
          .contains("明沙电站 a suggestion, in no sentence", "Title of mary.txt", "is its author");
      picture(page, "card");
      for (Locator folded : panel.locator(".fact summary").all()) {
        folded.click();
      }
      assertThat(panel.locator(".fact q mark").allTextContents())
          .contains("Mary Whitfield", "Northbank Ltd");
      assertThat(panel.locator(".fact q mark").first().isVisible()).isTrue();
      Locator link =
          panel
              .locator(".evidence a", new Locator.LocatorOptions().setHasText("Title of mary.txt"))
              .first();
      String id = Ids.document("file:///srv/mary.txt");
      assertThat(link.getAttribute("href"))
          .isEqualTo("/documents/" + id + "?passage=c" + id + "#passage");
      link.click();
      assertThat(page.locator(".body").textContent()).contains("joined Northbank Ltd");
    }
  }

  @Test
  void aNeighbourIsExpandedByDoubleClickAndByButton() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=" + MARY);
      shown(page, 3, 2);
      panel(page, "Mary Whitfield");
      picture(page, "start");
      double[] at = position(page, NORTHBANK);
      page.mouse().dblclick(at[0], at[1]);
      panel(page, "Northbank Ltd");
      shown(page, 5, 4);
      picture(page, "expanded");
      button(page, "Collapse").click();
      shown(page, 3, 2);
      button(page, "Expand").click();
      shown(page, 5, 4);
      assertThat(page.url()).contains("open=" + NORTHBANK);
      button(page, "Start from here").click();
      shown(page, 4, 3);
    }
  }

  @Test
  void filtersNarrowWhatIsShown() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=" + NORTHBANK);
      shown(page, 4, 3);
      page.getByLabel("Stated", new Page.GetByLabelOptions().setExact(true)).check();
      shown(page, 3, 2);
      page.getByLabel("Named together").check();
      shown(page, 2, 1);
      page.getByLabel("All", new Page.GetByLabelOptions().setExact(true)).check();
      page.getByLabel("Person").uncheck();
      shown(page, 2, 1);
      page.getByLabel("Person").check();
      shown(page, 4, 3);
      assertThat(page.url()).doesNotContain("type=");
      page.getByLabel("From year").fill("2024");
      page.getByLabel("From year").press("Tab");
      shown(page, 2, 1);
      page.getByLabel("Until year").fill("2023");
      page.getByLabel("From year").fill("");
      page.getByLabel("From year").press("Tab");
      shown(page, 1, 0);
      page.getByLabel("Until year").fill("");
      page.getByLabel("Until year").press("Tab");
      shown(page, 4, 3);
      page.getByLabel("Confidence of statements").fill("0.85");
      shown(page, 2, 1);
      assertThat(page.url()).contains("confidence=0.85");
    }
  }

  @Test
  void aConnectionTellsItsSentences() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=" + NORTHBANK);
      shown(page, 4, 3);
      double[] one = position(page, NORTHBANK);
      double[] other = position(page, STATION);
      page.mouse().click((one[0] + other[0]) / 2, (one[1] + other[1]) / 2);
      Locator panel = panel(page, "Northbank Ltd and 明沙电站");
      assertThat(panel.locator("h3").allTextContents()).containsExactly("Named together");
      assertThat(panel.locator("q").allTextContents()).containsExactly(SENTENCE);
      picture(page, "connection");
      panel.locator(".evidence a").click();
      assertThat(page.locator(".body").textContent()).contains(SENTENCE);
    }
  }

  @Test
  void pathsConnectTwoEntities() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=" + MARY);
      panel(page, "Mary Whitfield");
      button(page, "Path from here").click();
      Locator to = page.getByLabel("To", new Page.GetByLabelOptions().setExact(true));
      assertThat(page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).inputValue())
          .isEqualTo("Mary Whitfield");
      to.fill("李雷");
      to.press("Enter");
      Locator panel = panel(page, "Paths from Mary Whitfield to 李雷");
      assertThat(panel.locator(".route summary").first().textContent())
          .isEqualTo("Path 1: Mary Whitfield – Northbank Ltd – 明沙电站 – 李雷");
      assertThat(panel.locator(".route").first().locator("q").allTextContents())
          .contains(SENTENCE, "李雷在明沙电站工作。");
      picture(page, "paths");
      String shown = panel.textContent();
      page.reload();
      assertThat(panel(page, "Paths from Mary Whitfield to 李雷").textContent()).isEqualTo(shown);
      button(page, "Leave the paths").click();
      panel(page, "Mary Whitfield");
    }
  }

  @Test
  void theTableHasAllThatIsDrawnAndNeedsNoMouse() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=" + NORTHBANK);
      shown(page, 4, 3);
      button(page, "Table").focus();
      page.keyboard().press("Enter");
      Locator rows = page.locator("#graph-table tbody tr");
      rows.nth(2).waitFor();
      assertThat(rows.allTextContents())
          .contains("Mary Whitfieldworks forNorthbank Ltd1Sentences")
          .contains("Northbank Ltdnamed together明沙电站1Sentences");
      picture(page, "table");
      rows.first().getByRole(AriaRole.BUTTON).last().focus();
      page.keyboard().press("Enter");
      page.locator(".graph-panel q").first().waitFor();
      rows.first().getByRole(AriaRole.BUTTON).first().focus();
      page.keyboard().press("Enter");
      button(page, "Path from here").waitFor();
    }
  }

  @Test
  void anAddressShowsTheSameAgain() {
    try (BrowserContext visitor = visitor()) {
      Page page =
          open(
              visitor,
              "/graph?entity=%s&open=%s&revision=2&type=person&type=organization&kind=stated&card=%s"
                  .formatted(MARY, NORTHBANK, NORTHBANK));
      shown(page, 3, 2);
      Locator panel = panel(page, "Northbank Ltd");
      assertThat(panel.textContent()).contains("Peter Gone").doesNotContain("Nora New");
      String address = page.url();
      Object before = page.evaluate(PICTURE_AS_TEXT);
      page.reload();
      panel(page, "Northbank Ltd");
      assertThat(page.evaluate(PICTURE_AS_TEXT)).isEqualTo(before);
      assertThat(page.url()).isEqualTo(address);
      assertThat(page.locator("#graph-revision").getAttribute("aria-valuetext"))
          .isEqualTo("Revision 2 (r000001)");
      page.locator("#graph-revision").focus();
      page.keyboard().press("ArrowRight");
      panel(page, "Northbank Ltd");
      page.locator(".graph-panel", new Page.LocatorOptions().setHasText("Nora New")).waitFor();
      assertThat(page.url()).doesNotContain("revision");
      page.locator("a.language").click();
      page.waitForURL(url -> url.contains("lang=zh"));
      panel(page, "Northbank Ltd");
      assertThat(page.locator(".graph-panel").textContent()).contains("任职于", "机构");
      shown(page, "实体 3 个，关系 2 条");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void thePageIsAccessibleInEachLanguage(String language) {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?lang=" + language);
      for (String address :
          List.of(
              "/graph",
              "/graph?entity=" + MARY + "&open=" + NORTHBANK,
              "/graph?entity=" + MARY + "&view=table",
              "/graph?entity=" + MARY + "&edge=" + MARY + "," + NORTHBANK,
              "/graph?from=" + MARY + "&to=" + LEI)) {
        page.setViewportSize(1280, 800);
        page.navigate(service.url() + address);
        page.locator("#graph-start:visible, .graph-panel h2").first().waitFor();
        assertThat(page.locator("main").innerText()).doesNotContain("graph.", "undefined", "{0}");
        assertThat(Chromium.barriers(page)).as(address).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Chromium.faint(page)).as(address + " in the dark").isEmpty();
        picture(page, "dark-" + language);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 740);
        assertThat(Chromium.excess(page)).as(address).isNotPositive();
      }
    }
  }

  @Test
  void namesAreNeverMarkup() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph?entity=e-hostile&open=e-victim");
      assertThat(panel(page, HOSTILE).locator("q").first().textContent()).contains(HOSTILE);
      isNotTaken(page);
      for (String more :
          List.of("&view=table", "&edge=e-hostile,e-victim", "&from=e-hostile&to=e-victim")) {
        page.navigate(service.url() + "/graph?entity=e-hostile" + more);
        page.locator(".graph-panel h2", new Page.LocatorOptions().setHasText("<img")).waitFor();
        isNotTaken(page);
      }
      page.locator("#graph-entity").fill("");
      page.locator("#graph-entity").pressSequentially("onerror");
      page.getByRole(AriaRole.OPTION).first().waitFor();
      isNotTaken(page);
      page.navigate(service.url() + "/graph?entity=e-victim&type=" + TestService.encode(HOSTILE));
      panel(page, "Victim Ltd");
      isNotTaken(page);
      page.navigate(service.url() + "/search?mode=bm25&q=" + TestService.encode(HOSTILE));
      page.locator("#named h2").waitFor();
      isNotTaken(page);
    }
  }

  private static void isNotTaken(Page page) {
    assertThat(page.title()).doesNotStartWith("taken");
    assertThat(page.locator("main script, main img").count()).isZero();
  }

  @Test
  void theEntitiesThatAQuestionNamesAreBesideTheResults() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?mode=bm25&q=" + "%E6%9D%8E%E9%9B%B7%20mary%20WHITFIELD");
      Locator named = page.locator("#named");
      named.locator("h2 a").first().waitFor();
      assertThat(named.locator("h2 a").allTextContents()).containsExactly("Mary Whitfield", "李雷");
      picture(page, "beside-results");
      page.navigate(service.url() + "/search?mode=bm25&q=mary%20WHITFIELD");
      named.locator("h2 a").waitFor();
      assertThat(named.textContent()).contains("Mary Whitfield", "Person", "Documents: 2");
      named.locator("h2 a").click();
      panel(page, "Mary Whitfield");
      Response response =
          page.waitForResponse(
              "**/graph/named?q=mary",
              () -> page.navigate(service.url() + "/search?mode=bm25&q=mary"));
      assertThat(response.status()).isEqualTo(204);
      assertThat(named.isVisible()).isFalse();
    }
  }

  @Test
  void withoutAGraphThePageSaysWhatToDo() throws IOException {
    service.start(Map.of());
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/graph");
      page.getByRole(AriaRole.ALERT).waitFor();
      assertThat(page.getByRole(AriaRole.ALERT).textContent())
          .contains("There is no graph here", "millrace graph", "neo4j.uri");
      assertThat(page.locator("#graph-columns").isVisible()).isFalse();
      picture(page, "no-graph");
      assertThat(chromium.complaints()).allMatch(each -> each.contains("503"));
      Response response =
          page.waitForResponse(
              "**/graph/named?q=mary",
              () -> page.navigate(service.url() + "/search?mode=bm25&q=mary"));
      assertThat(response.status()).isEqualTo(204);
    } finally {
      service.start(Map.of("neo4j.uri", neo4j.uri(), "neo4j.password", neo4j.password()));
    }
  }

  /** A script that tells where each entity stands. */
  private static final String PICTURE_AS_TEXT =
      "JSON.stringify(document.querySelector('#graph-drawing')._cyreg.cy.nodes()"
          + ".map(each => [each.id(), each.position()]))";

  /** Where on the page an entity is drawn, when all have come to rest. */
  private static double[] position(Page page, String id) {
    waitUntil(page, "document.querySelector('#graph-drawing')._cyreg?.cy?.nodes().length > 1");
    Object before = "";
    for (Object now = page.evaluate(PICTURE_AS_TEXT);
        !now.equals(before);
        now = page.evaluate(PICTURE_AS_TEXT)) {
      before = now;
      page.waitForTimeout(100);
    }
    Object at =
        page.evaluate(
            "id => { const box = document.querySelector('#graph-drawing');"
                + " box.scrollIntoView(); const outer = box.getBoundingClientRect();"
                + " const at = box._cyreg.cy.getElementById(id).renderedPosition();"
                + " return `${outer.x + at.x} ${outer.y + at.y}`; }",
            id);
    return Stream.of(at.toString().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Asks from outside the page: its policy lets no condition be evaluated within. */
  private static void waitUntil(Page page, String condition) {
    page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(condition)));
  }

  private static Locator panel(Page page, String heading) {
    page.locator(".graph-panel h2", new Page.LocatorOptions().setHasText(heading)).waitFor();
    return page.locator(".graph-panel");
  }

  private static void shown(Page page, int entities, int connections) {
    shown(page, "Entities: %d, connections: %d".formatted(entities, connections));
  }

  private static void shown(Page page, String words) {
    page.locator("#graph-shown", new Page.LocatorOptions().setHasText(words)).waitFor();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  private BrowserContext visitor() {
    return chromium.visitor(service.url(), Chromium.desktop());
  }

  private Page open(BrowserContext visitor, String path) {
    Page page = visitor.newPage();
    page.navigate(service.url() + path);
    return page;
  }
}
