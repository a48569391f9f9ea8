package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser, under their content security policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/search",
          "/nothing",
          "/too-long",
          "/documents/d1",
          "/status",
          "/sign-in",
          "/missing");

  private final List<String> complaints = new ArrayList<>();

  private Site site;
  private Playwright playwright;
  private Browser browser;

  @BeforeAll
  void start() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) || Boolean.getBoolean("millrace.chromium.required"),
        "Chromium is not installed");
    site = new Site();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking")));
  }

  @AfterAll
  void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @AfterEach
  void nothingIsComplainedOf() {
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyPageIsAccessible(ColorScheme colours) {
    try (BrowserContext context = context(1280, colours, true)) {
      for (String path : PATHS) {
        Page page = open(context, path + "?lang=zh");
        page.locator("details").all().forEach(BrowserTest::openDetails);
        List<Rule> serious =
            new AxeBuilder(page)
                .analyze().getViolations().stream()
                    .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                    .toList();
        assertThat(serious).as(path + " in " + colours).extracting(Rule::getId).isEmpty();
        page.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1280})
  void noPageIsWiderThanItsWindow(int width) {
    try (BrowserContext context = context(width, ColorScheme.LIGHT, true)) {
      for (String path : PATHS) {
        for (String language : List.of("zh", "en")) {
          Page page = open(context, path + "?lang=" + language);
          page.locator("details:visible").all().forEach(BrowserTest::openDetails);
          assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
              .as(path + " in " + language)
              .isLessThanOrEqualTo(width);
          page.close();
        }
      }
    }
  }

  @Test
  void suggestionsAreChosenByKeyboard() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = open(context, "/search");
      page.locator("main").focus();
      page.keyboard().press("/");
      Locator box = page.getByRole(AriaRole.COMBOBOX);
      box.fill("");
      box.pressSequentially("备");
      page.locator("[role=option]").nth(2).waitFor();
      assertThat(box.getAttribute("aria-expanded")).isEqualTo("true");
      // what a suggestion says is text
      assertThat(page.locator("[role=option] b").count()).isZero();

      box.press("ArrowDown");
      assertThat(box.inputValue()).isEqualTo("备份恢复步骤");
      assertThat(page.locator("#" + box.getAttribute("aria-activedescendant")).textContent())
          .contains("备份恢复步骤");
      box.press("ArrowUp");
      assertThat(box.inputValue()).isEqualTo("备");
      box.press("ArrowDown");
      box.press("Escape");
      assertThat(box.getAttribute("aria-expanded")).isEqualTo("false");
      assertThat(box.inputValue()).isEqualTo("备");

      box.pressSequentially("份");
      page.locator("[role=option]").nth(2).waitFor();
      box.press("ArrowDown");
      box.press("ArrowDown");
      box.press("Enter");
      page.waitForURL(site.address("/documents/d1"));
    }
  }

  @Test
  void thePassageIsInViewWithoutScript() {
    try (BrowserContext context = context(390, ColorScheme.LIGHT, false)) {
      Page page = context.newPage();
      page.navigate(site.address("/documents/d1#passage"));

      double top = page.locator("#passage").boundingBox().y;

      assertThat(top).isBetween(0.0, 800.0);
      assertThat((int) page.evaluate("window.scrollY")).isPositive();
    }
  }

  @Test
  void theApiIsDescribedAndCanBeTried() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT, true)) {
      Page page = open(context, "/api");
      page.locator(".opblock-summary").first().click();
      page.locator(".try-out__btn").first().click();
      page.locator(".opblock-body input").first().fill("备份");
      page.locator(".execute").first().click();
      page.locator(".responses-table.live-responses-table").first().waitFor();
    }
  }

  private BrowserContext context(int width, ColorScheme colours, boolean script) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 800)
            .setColorScheme(colours)
            .setJavaScriptEnabled(script));
  }

  /** A page that notes what the browser complains of, breaches of the policy among it. */
  private Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (Set.of("error", "warning").contains(message.type())) {
            complaints.add(path + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(path + ": " + error));
    page.onRequestFailed(request -> complaints.add(path + ": failed " + request.url()));
    page.navigate(site.address(path));
    return page;
  }

  private static void openDetails(Locator details) {
    details.evaluate("each => { each.open = true; }");
  }
}
