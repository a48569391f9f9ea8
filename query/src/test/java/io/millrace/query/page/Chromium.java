package io.millrace.query.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/**
 * Debian's Chromium, without a window, and what it complains of: errors and warnings of the
 * console, breaches of the content security policy among them, requests that fail, and requests to
 * any other site than the one under test.
 */
public final class Chromium implements AutoCloseable {
  /** The system property that makes a missing Chromium a failure. */
  private static final String REQUIRED = "millrace.chromium.required";

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it.
   *
   * @throws TestAbortedException where it is not installed
   */
  public static Chromium start() {
    if (!Files.isExecutable(PROGRAM)) {
      String missing = "Cannot start " + PROGRAM + ": it is missing; apt-get install chromium";
      if (Boolean.getBoolean(REQUIRED)) {
        throw new IllegalStateException(missing);
      }
      throw new TestAbortedException(missing);
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> arguments =
        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking");
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(arguments)));
  }

  /** English, light, still, with scripts, 1280 by 800; what tests want else they say. */
  public static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1280, 800)
        .setLocale("en-US")
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  /** A visitor whose browser remembers nothing, and what is complained of while he is there. */
  public BrowserContext visitor(String site, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(10_000);
    context.onConsoleMessage(this::listen);
    context.onWebError(error -> complaints.add(error.error()));
    context.onRequestFailed(
        request -> {
          // whoever leaves a page gives up what it still asks
          if (!"net::ERR_ABORTED".equals(request.failure())) {
            complaints.add("failed: " + request.url() + ": " + request.failure());
          }
        });
    context.onRequest(
        request -> {
          if (!request.url().startsWith(site) && !request.url().startsWith("data:")) {
            complaints.add("left the site: " + request.url());
          }
        });
    return context;
  }

  private void listen(ConsoleMessage message) {
    // a page that says 401 or 404 is an error to the console, and none to a test
    boolean isThePageItself =
        message.text().startsWith("Failed to load resource: the server responded with a status of")
            && message.location().startsWith(message.page().url());
    if (Set.of("error", "warning").contains(message.type()) && !isThePageItself) {
      complaints.add(message.page().url() + ": " + message.text());
    }
  }

  /** What was complained of since the last call. */
  public List<String> complaints() {
    List<String> said = List.copyOf(complaints);
    complaints.clear();
    return said;
  }

  /** What axe finds serious or critical on a page, its details open. */
  public static List<String> barriers(Page page) {
    openDetails(page);
    return serious(new AxeBuilder(page));
  }

  /** What is too faint to be read on a page, its details open. */
  public static List<String> faint(Page page) {
    openDetails(page);
    return serious(new AxeBuilder(page).withRules(List.of("color-contrast")));
  }

  private static void openDetails(Page page) {
    page.locator("details").evaluateAll("all => all.forEach(each => { each.open = true; })");
  }

  private static List<String> serious(AxeBuilder axe) {
    return axe.analyze().getViolations().stream()
        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
        .map(Rule::toString)
        .toList();
  }

  /** How many pixels a page is wider than its window, its details open. */
  public static int excess(Page page) {
    page.locator("details:visible")
        .evaluateAll("all => all.forEach(each => { each.open = true; })");
    return (int) page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
  }

  @Override
  public void close() {
    playwright.close();
  }
}
