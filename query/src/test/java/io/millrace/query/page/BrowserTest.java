package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser, under their content security policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
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

  private Site site;
  private Chromium chromium;

  @BeforeAll
  void start() {
    chromium = Chromium.start();
    site = new Site();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @AfterEach
  void nothingIsComplainedOf() {
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void everyPageIsAccessible() {
    try (BrowserContext context = context(1280, true)) {
      Page page = context.newPage();
      for (String path : PATHS) {
        page.navigate(site.address(path + "?lang=zh"));
        assertThat(Chromium.barriers(page)).as(path).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Chromium.faint(page)).as(path + " in the dark").isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1280})
  void noPageIsWiderThanItsWindow(int width) {
    try (BrowserContext context = context(width, true)) {
      Page page = context.newPage();
      for (String path : PATHS) {
        for (String language : List.of("zh", "en")) {
          page.navigate(site.address(path + "?lang=" + language));
          assertThat(Chromium.excess(page)).as(path + " in " + language).isNotPositive();
        }
      }
    }
  }

  @Test
  void suggestionsAreChosenByKeyboard() {
    try (BrowserContext context = context(1280, true)) {
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
    try (BrowserContext context = context(390, false)) {
      Page page = context.newPage();
      page.navigate(site.address("/documents/d1#passage"));

      double top = page.locator("#passage").boundingBox().y;

      assertThat(top).isBetween(0.0, 800.0);
      assertThat((int) page.evaluate("window.scrollY")).isPositive();
    }
  }

  @Test
  void theApiIsDescribedAndCanBeTried() {
    try (BrowserContext context = context(1280, true)) {
      Page page = open(context, "/api");
      page.locator(".opblock-summary").first().click();
      page.locator(".try-out__btn").first().click();
      page.locator(".opblock-body input").first().fill("备份");
      page.locator(".execute").first().click();
      page.locator(".responses-table.live-responses-table").first().waitFor();
    }
  }

  private BrowserContext context(int width, boolean script) {
    return chromium.visitor(
        site.address("/"),
        Chromium.desktop().setViewportSize(width, 800).setJavaScriptEnabled(script));
  }

  private Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.navigate(site.address(path));
    return page;
  }
}
