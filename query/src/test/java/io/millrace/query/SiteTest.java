package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.titled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.millrace.core.table.Ids;
import io.millrace.query.page.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People at the service: a real browser, a real server, a real index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteTest {
  private static final String HANDBOOK = "Dam handbook";
  private static final String SECRET = "What the board decided";

  /** Text that takes over a page which takes it for markup. */
  private static final String HOSTILE =
      "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";

  private static final List<String> PATHS =
      List.of(
          "/",
          "/search?q=dam&type=text/plain&from=1960-01-01",
          "/search?q=dam&mode=bm25",
          "/search?q=xyzzy&mode=bm25",
          "/search?q=dam&from=yesterday",
          "/documents/" + Ids.document("file:///dam.txt") + "?q=dam",
          "/documents/" + Ids.document("file:///大坝.txt"),
          "/documents/unknown",
          "/status",
          "/sign-in");

  private TestService service;
  private Chromium chromium;

  @BeforeAll
  void start(@TempDir Path root) throws IOException {
    chromium = Chromium.start();
    service = new TestService(root);
    String[] duties =
        IntStream.range(0, 60)
            .mapToObj(i -> i == 50 ? "Divers stay below for one hour" : "The dam has duty " + i)
            .toArray(String[]::new);
    service.publish(
        1,
        titled(document("dam.txt", duties), HANDBOOK, "What does the dam need?"),
        titled(document("大坝.txt", "大坝每周巡检一次", "潜水员在水下停留一小时"), "大坝手册", "巡检", "潜水"),
        titled(
            document("dam.md", List.of("public"), Map.of(), "text/markdown", "A dam in Markdown"),
            "Dam notes"),
        titled(
            document("secret.txt", List.of("board"), "The dam is sold in secret"),
            SECRET,
            "Who buys the old dam?"),
        titled(
            document("%3Cscript%3Edocument.title%3D'taken'%3C%2Fscript%3E.txt", "Hostile dam"),
            null),
        titled(document("hostile.txt", "Hostile passage " + HOSTILE), HOSTILE, HOSTILE));
    service.start();
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void nothingIsComplainedOf() {
    assertThat(chromium.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Divers stay below for one hour, Dam handbook",
    "大坝每周巡检一次, 大坝手册",
  })
  void aQuestionIsAnswered(String question, String title) {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/");
      ask(page, question);
      for (String mode : List.of("Hybrid", "Words", "Meaning")) {
        page.locator(".tabs a", new Page.LocatorOptions().setHasText(mode)).click();
        assertThat(page.locator(".tabs a[aria-current]").textContent()).isEqualTo(mode);
        Locator first = page.locator(".hit").first();
        assertThat(first.locator("h2").textContent().strip()).isEqualTo(title);
        assertThat(first.locator(".text").textContent().strip()).isEqualTo(question);
      }
    }
  }

  @Test
  void anExampleIsAQuestionThatADocumentAnswers() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/");
      assertThat(page.locator(".examples a").allTextContents())
          .containsExactly("What does the dam need?");
      page.locator(".examples a").click();
      assertThat(page.locator(".hit").count()).isPositive();
    }
  }

  @Test
  void aFilterThatCannotBeUsedCanBeRemoved() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?q=dam&from=2026-03-01&to=2026-01-01");
      assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("filters");
      page.locator(".chip").click();
      assertThat(page.locator(".hit").count()).isPositive();
    }
  }

  @Test
  void aSuggestionIsTakenByKeyboard() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?q=dam");
      page.keyboard().press("/");
      page.keyboard().type("巡");
      page.getByRole(AriaRole.OPTION).first().waitFor();
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      page.waitForURL("**/documents/*");
      assertThat(page.locator("h1").textContent().strip()).isEqualTo("大坝手册");
    }
  }

  @Test
  void filtersAreChosenTogetherAndRemovedOneByOne() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?q=dam&mode=bm25");
      Locator titles = page.locator(".hit h2");
      choose(page, "Markdown");
      assertThat(titles.allTextContents()).map(String::strip).containsExactly("Dam notes");
      choose(page, "Text");
      assertThat(titles.allTextContents()).map(String::strip).contains("Dam notes", HANDBOOK);
      assertThat(page.locator(".chip").count()).isEqualTo(2);
      page.locator(".chip").first().click();
      assertThat(page.url()).contains("mode=bm25", "type=text%2Fplain").doesNotContain("markdown");
      assertThat(titles.allTextContents()).map(String::strip).doesNotContain("Dam notes");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPassageIsMarkedInViewAndTheWayBackIsKept(boolean script) {
    try (BrowserContext visitor = visitor(Chromium.desktop().setJavaScriptEnabled(script))) {
      Page page = open(visitor, "/search?q=dam&mode=bm25&language=en");
      ask(page, "divers");
      String answer = page.url();
      page.locator(".hit h2 a").first().click();
      assertThat(page.locator(".passage").allTextContents())
          .isEqualTo(List.of("Divers", " stay below for one hour"));
      assertThat(page.locator("#passage").boundingBox().y).isBetween(0.0, 800.0);
      assertThat(page.locator(".passages a:visible[aria-current]").count()).isOne();
      page.locator(".back a").click();
      assertThat(page.url()).isEqualTo(answer).contains("mode=bm25", "language=en");
    }
  }

  @Test
  void otherPassagesOfTheDocumentAreOneClickAway() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?q=duty&mode=bm25");
      page.locator(".hit h2 a").first().click();
      String first = String.join("", page.locator(".passage").allTextContents());
      page.locator(".passages a:visible:not([aria-current])").first().click();
      assertThat(String.join("", page.locator(".passage").allTextContents()))
          .startsWith("The dam has duty")
          .isNotEqualTo(first);
      assertThat(page.locator("#passage").boundingBox().y).isBetween(0.0, 800.0);
    }
  }

  @Test
  void theLanguageIsRemembered() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?q=dam");
      page.locator(".language").click();
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-CN");
      assertThat(page.locator(".hit").count()).isPositive();
      page.navigate(service.url() + "/status");
      assertThat(page.locator("h1").textContent()).isEqualTo("状态");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoSignsInSeesMore(boolean script) throws IOException {
    String key = service.key("board-" + script, "board");
    try (BrowserContext visitor = visitor(Chromium.desktop().setJavaScriptEnabled(script))) {
      Page page = open(visitor, "/search?q=sold%20secret");
      Locator secret = page.locator(".hit h2", new Page.LocatorOptions().setHasText(SECRET));
      assertThat(secret.count()).isZero();
      page.locator(".sign-in").click();
      signIn(page, key + "x");
      assertThat(page.getByRole(AriaRole.ALERT).isVisible()).isTrue();
      assertThat(page.locator("#key").getAttribute("aria-invalid")).isEqualTo("true");
      assertThat(visitor.cookies()).isEmpty();
      signIn(page, key);
      assertThat(page.url()).endsWith("/search?q=sold%20secret");
      assertThat(secret.count()).isOne();
      Cookie cookie = visitor.cookies().get(0);
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
      page.locator(".caller summary").click();
      page.locator(".caller button").click();
      assertThat(visitor.cookies()).isEmpty();
      page.navigate(service.url() + "/search?q=sold%20secret");
      assertThat(secret.count()).isZero();
    }
  }

  @Test
  void runsAreForOperators() throws IOException {
    String key = service.key("operator", "operators");
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/status");
      Locator runs = page.locator("h2", new Page.LocatorOptions().setHasText("Last runs"));
      assertThat(page.locator(".card .big").first().textContent().strip()).isEqualTo("r000001");
      assertThat(runs.count()).isZero();
      page.locator(".sign-in").click();
      signIn(page, key);
      assertThat(page.url()).endsWith("/status");
      assertThat(runs.count()).isOne();
    }
  }

  @Test
  void textIsNeverMarkup() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/search?mode=bm25&q=hostile");
      assertThat(page.locator(".hit").count()).isEqualTo(2);
      isNotTaken(page);
      for (Locator title : page.locator(".hit h2").all()) {
        assertThat(title.textContent()).contains("<script>");
      }
      page.locator(".hit h2 a", new Page.LocatorOptions().setHasText("onerror")).click();
      assertThat(page.locator("h1").textContent().strip()).isEqualTo(HOSTILE);
      isNotTaken(page);
      open(page, "/search?q=" + TestService.encode("hostile " + HOSTILE));
      assertThat(page.locator(".box input").inputValue()).isEqualTo("hostile " + HOSTILE);
      isNotTaken(page);
      page.locator(".box input").fill("");
      page.locator(".box input").pressSequentially("script");
      assertThat(page.getByRole(AriaRole.OPTION).first().textContent()).startsWith(HOSTILE);
      isNotTaken(page);
      open(page, "/documents/" + TestService.encode(HOSTILE));
      isNotTaken(page);
    }
  }

  private static void isNotTaken(Page page) {
    assertThat(page.title()).doesNotStartWith("taken");
    assertThat(page.locator("main script, main img, header script, .suggestions img").count())
        .isZero();
  }

  @Test
  void everyPageIsAccessible() {
    try (BrowserContext visitor = visitor()) {
      Page page = visitor.newPage();
      for (String path : PATHS) {
        open(page, path);
        assertThat(Chromium.barriers(page)).as(path).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Chromium.faint(page)).as(path + " in the dark").isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void noPageIsWiderThanAPhone(String language) {
    try (BrowserContext visitor = visitor(Chromium.desktop().setViewportSize(360, 740))) {
      Page page = open(visitor, "/?lang=" + language);
      for (String path : PATHS) {
        open(page, path);
        assertThat(Chromium.excess(page)).as(path).isNotPositive();
      }
    }
  }

  @Test
  void theApiIsDescribed() {
    try (BrowserContext visitor = visitor()) {
      Page page = open(visitor, "/api");
      page.locator(".opblock-summary").first().waitFor();
    }
  }

  private BrowserContext visitor() {
    return visitor(Chromium.desktop());
  }

  private BrowserContext visitor(Browser.NewContextOptions options) {
    return chromium.visitor(service.url(), options);
  }

  private Page open(BrowserContext visitor, String path) {
    return open(visitor.newPage(), path);
  }

  private Page open(Page page, String path) {
    page.navigate(service.url() + path);
    return page;
  }

  private static void ask(Page page, String question) {
    page.locator(".box input").fill(question);
    page.locator(".box input").press("Enter");
    page.waitForURL(url -> url.contains("q=" + TestService.encode(question)));
  }

  private static void choose(Page page, String value) {
    page.locator(".facet a:visible", new Page.LocatorOptions().setHasText(value)).click();
  }

  private static void signIn(Page page, String key) {
    page.locator("#key").fill(key);
    page.locator("form button[type=submit]").click();
  }
}
