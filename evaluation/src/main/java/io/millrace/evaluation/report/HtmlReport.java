package io.millrace.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a report as one HTML page that needs nothing else: no request leaves it (its content
 * security policy forbids any), it follows the reader's light or dark scheme, and all text of the
 * data set is escaped.
 */
public final class HtmlReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param excerpts document id → what to show of it, for {@link RetrievalReport#shownDocuments}; a
   *     document without one is said to be missing from the corpus
   */
  public static void write(Path file, RetrievalReport report, Map<String, Excerpt> excerpts)
      throws IOException {
    Html html = new Html();
    String title = report.dataset() + " (" + report.split() + ")";
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src 'unsafe-inline'; script-src 'unsafe-inline'\">")
        .element("title", "Retrieval on " + title)
        .raw("<style>")
        .raw(resource("report.css"))
        .raw("</style></head><body><main><header><p class=\"kicker\">Retrieval evaluation</p>")
        .raw("<h1>")
        .text(report.dataset())
        .raw(" <span>")
        .text(report.split())
        .raw("</span></h1><dl>");
    report.facts().forEach((label, value) -> fact(html, label, value));
    fact(html, "Measured", TIME.format(report.created()));
    html.raw("</dl></header>");
    for (String notice : report.notices()) {
      html.element("p class=\"notice\" role=\"note\"", notice);
    }
    SummarySection.write(html, report);
    RankSection.write(html, report);
    ComparisonSection.write(html, report);
    LanguageSection.write(html, report);
    WorstSection.write(html, report, excerpts);
    QuerySection.write(html, report);
    footer(html, report);
    html.raw("</main><script>").raw(resource("report.js")).raw("</script></body></html>\n");
    Files.writeString(file, html.toString());
  }

  private static void fact(Html html, String label, String value) {
    html.raw("<div>").element("dt", label).element("dd", value).raw("</div>");
  }

  private static void footer(Html html, RetrievalReport report) {
    html.raw("<footer><h2>How it was measured</h2><p>trec_eval's rules: documents in order of")
        .raw(
            " their single-precision scores, ties by descending id; linear gain and a log2(rank + 1)")
        .raw(
            " discount for nDCG; MAP over all 1,000 retrieved and divided by all relevant documents.")
        .raw(
            " The run files beside this page give the same numbers in trec_eval (<code>-c</code>): ");
    String separator = "";
    for (ModeResult mode : report.modes()) {
      html.raw(separator).element("code", mode.runFile());
      separator = ", ";
    }
    html.raw(".</p></footer>");
  }

  private static String resource(String name) throws IOException {
    try (InputStream input = HtmlReport.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IOException("Cannot write a report: " + name + " is missing from the class path");
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
