package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.millrace.graph.explore.SeededGraph;
import io.millrace.query.page.Chromium;
import io.millrace.testing.Neo4j;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graph's page where many entities are around one. How long things took is noted in {@code
 * target/pictures}; no test depends on it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphCrowdTest {
  private static final String HUB = "e-crowd";
  private static final int AROUND = 230;
  private static final List<String> TYPES =
      List.of("person", "organization", "place", "product", "work", "date");
  private static final Path PICTURES = Path.of("target", "pictures");

  private Chromium chromium;
  private Neo4j neo4j;
  private SeededGraph graph;
  private TestService service;

  @BeforeAll
  void start(@TempDir Path root) throws IOException {
    chromium = Chromium.start();
    neo4j = Neo4j.start();
    graph = new SeededGraph(neo4j);
    String document =
        graph.document("crowd.txt", "public").mentions(HUB, "place", "Crowd 明沙", 3).id();
    graph.load();
    around(document, HUB, "FACT");
    around(document, HUB, "TOGETHER");
    for (int i = 0; i < 5; i++) {
      around(document, HUB + "-FACT-" + i, "FACT");
    }
    service = new TestService(root);
    service.publish(1, document("srv/crowd.txt", "A crowd"));
    service.start(Map.of("neo4j.uri", neo4j.uri(), "neo4j.password", neo4j.password()));
  }

  private void around(String document, String hub, String kind) {
    graph.run(
        """
        MATCH (d:Document {id: $document}) MATCH (hub:Entity {id: $hub})
        UNWIND range(0, $count - 1) AS i
        WITH d, hub, $hub + '-KIND-' + i AS id, $types[i % size($types)] AS type, i
        CREATE (e:Entity {id: id, type: type})
        CREATE (d)-[:MENTIONS {id: 'm' + id, document: d.id, form: id, name: 'Someone 明沙 ' + i,
          count: 1, chunk: 'c', start: 0, end: 1, confidence: 0.9, groups: ['public'], since: 1,
          until: $open}]->(e)
        CREATE (hub)-[:KIND {id: 'r' + id, document: d.id, type: 'located_in', kind: 'RELATION',
          chunk: 'c', start: 0, end: 1, sentence: 'A sentence', sentences: 1, subject: 's',
          object: 'o', confidence: 0.8, rule: 'rule', extractor: 'extractor', groups: ['public'],
          since: 1, until: $open}]->(e)
        """
            .replace("KIND", kind),
        Map.of(
            "document", document,
            "hub", hub,
            "count", AROUND,
            "types", TYPES,
            "open", SeededGraph.OPEN));
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

  @Test
  void twoHundredAreShownWithWhatIsLeftOut() throws IOException {
    StringJoiner noted = new StringJoiner("\n", "", "\n");
    try (BrowserContext visitor = chromium.visitor(service.url(), Chromium.desktop())) {
      Page page = visitor.newPage();
      for (int i = 0; i < 5; i++) {
        open(page, "&kind=stated", 201);
        assertThat(page.locator("#graph-partial").textContent()).contains("more than are shown");
        noted.add(
            "201 entities: %.0f ms until drawn; the page was read after %.0f ms, the library after %.0f ms, the neighbours came from %.0f to %.0f ms, they had places after %.0f ms"
                .formatted(
                    time(page, "performance.getEntriesByName('graph:drawn')[0].startTime"),
                    time(page, "performance.getEntriesByType('navigation')[0].domInteractive"),
                    time(page, resource("cytoscape.min") + ".responseEnd"),
                    time(page, resource("/neighbours") + ".startTime"),
                    time(page, resource("/neighbours") + ".responseEnd"),
                    time(
                        page,
                        "performance.getEntriesByName('graph:layout', 'measure')[0].startTime")));
      }
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("two-hundred.png")));
    }
    note("two-hundred.txt", noted.toString());
  }

  @Test
  void aThousandAreShownAtMost() throws IOException {
    StringJoiner open = new StringJoiner("");
    for (int i = 0; i < 5; i++) {
      open.add("&open=" + HUB + "-FACT-" + i);
    }
    try (BrowserContext visitor = chromium.visitor(service.url(), Chromium.desktop())) {
      Page page = visitor.newPage();
      open(page, open.toString(), 1000);
      assertThat(page.locator("#graph-partial").textContent()).contains("Only 1,000");
      assertThat(page.evaluate(OVERLAPPING)).isEqualTo(0);
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("thousand.png")));
      note(
          "thousand.txt",
          "1,000 entities: %.0f ms until drawn, %.1f ms for the layout; while it is moved for 3 s, a frame every %.1f ms\n"
              .formatted(
                  time(page, "performance.getEntriesByName('graph:drawn')[0].startTime"),
                  time(page, "performance.getEntriesByName('graph:layout', 'measure')[0].duration"),
                  time(page, MOVING)));
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  /** How many pairs of entities are drawn over one another. */
  private static final String OVERLAPPING =
      """
      (() => {
        const at = document.querySelector('#graph-drawing')._cyreg.cy.nodes().map(n => n.position());
        let found = 0;
        at.forEach((a, i) => at.forEach((b, j) => {
          if (i < j && Math.hypot(a.x - b.x, a.y - b.y) < 26) { found++; }
        }));
        return found;
      })()
      """;

  /** Moves the drawing with every frame for three seconds; milliseconds a frame. */
  private static final String MOVING =
      """
      new Promise(resolve => {
        const cy = document.querySelector('#graph-drawing')._cyreg.cy;
        const start = performance.now();
        let frames = 0;
        const step = now => {
          frames++;
          cy.panBy({ x: frames % 40 < 20 ? 6 : -6, y: 0 });
          if (now - start < 3000) { requestAnimationFrame(step); } else { resolve((now - start) / frames); }
        };
        requestAnimationFrame(step);
      })
      """;

  private void open(Page page, String more, int entities) {
    page.navigate(service.url() + "/graph?entity=" + HUB + more);
    page.locator(
            "#graph-shown",
            new Page.LocatorOptions()
                .setHasText("Entities: " + String.format(Locale.US, "%,d", entities)))
        .waitFor();
    page.waitForCondition(
        () ->
            Boolean.TRUE.equals(
                page.evaluate("performance.getEntriesByName('graph:drawn').length > 0")));
  }

  private static String resource(String part) {
    return "performance.getEntriesByType('resource').find(each => each.name.includes('%s'))"
        .formatted(part);
  }

  private static double time(Page page, String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }

  private static void note(String name, String text) throws IOException {
    Files.createDirectories(PICTURES);
    Files.writeString(PICTURES.resolve(name), text);
  }
}
