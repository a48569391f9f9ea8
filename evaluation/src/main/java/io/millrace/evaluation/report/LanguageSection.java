package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Bootstrap;
import io.millrace.evaluation.metric.Interval;
import io.millrace.evaluation.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** nDCG@10 by the language of the query, where there is more than one. */
final class LanguageSection {
  private LanguageSection() {}

  static void write(Html html, RetrievalReport report) {
    Map<String, List<String>> byLanguage = new TreeMap<>();
    report
        .queries()
        .keySet()
        .forEach(
            query ->
                byLanguage
                    .computeIfAbsent(
                        report.languages().getOrDefault(query, "und"),
                        language -> new ArrayList<>())
                    .add(query));
    if (byLanguage.size() < 2) {
      return;
    }
    html.raw("<section><h2>By language of the query</h2><div class=\"scroll\"><table><thead><tr>")
        .raw("<th>Language</th><th class=\"number\">Queries</th>");
    for (ModeResult mode : report.modes()) {
      html.element("th class=\"number\"", "nDCG@10, " + mode.mode());
    }
    html.raw("</tr></thead><tbody>");
    byLanguage.forEach(
        (language, queries) -> {
          html.raw("<tr>")
              .element("th scope=\"row\"", language)
              .element("td class=\"number\"", Html.whole(queries.size()));
          report.modes().forEach(mode -> cell(html, mode, queries));
          html.raw("</tr>");
        });
    html.raw("</tbody></table></div></section>");
  }

  private static void cell(Html html, ModeResult mode, List<String> queries) {
    double[] values =
        queries.stream().mapToDouble(query -> mode.scores().value(query, Metric.NDCG_10)).toArray();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    Interval interval = Bootstrap.of(values);
    html.raw("<td class=\"number\">")
        .text(Html.four(sum / values.length))
        .element("small", Html.four(interval.low()) + " – " + Html.four(interval.high()))
        .raw("</td>");
  }
}
