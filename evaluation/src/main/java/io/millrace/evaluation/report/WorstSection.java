package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.ScoredDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worst queries of each mode: what came first, and what was expected. */
final class WorstSection {
  private final Html html;
  private final RetrievalReport report;
  private final Map<String, Excerpt> excerpts;

  private WorstSection(Html html, RetrievalReport report, Map<String, Excerpt> excerpts) {
    this.html = html;
    this.report = report;
    this.excerpts = excerpts;
  }

  static void write(Html html, RetrievalReport report, Map<String, Excerpt> excerpts) {
    html.raw("<section><h2>What goes wrong</h2>");
    html.raw("<p class=\"note\">The queries with the lowest nDCG@10 of each mode; among equals")
        .raw(" those that another mode serves best.</p>");
    WorstSection section = new WorstSection(html, report, excerpts);
    for (ModeResult mode : report.modes()) {
      List<String> worst = WorstQueries.of(report, mode);
      html.raw("<h3><i class=\"dot " + SummarySection.style(mode) + "\"></i>")
          .text(mode.mode())
          .raw("</h3>");
      if (worst.isEmpty()) {
        html.element("p", "Every query has all its documents at the top.");
      }
      for (int i = 0; i < worst.size(); i++) {
        section.query(mode, worst.get(i));
      }
    }
    html.raw("</section>");
  }

  private void query(ModeResult mode, String query) {
    html.raw("<details><summary><span class=\"query\">")
        .text(report.queries().getOrDefault(query, ""))
        .raw("</span><span class=\"scores\">");
    for (ModeResult each : report.modes()) {
      html.raw("<span>")
          .text(each.mode() + " " + Html.four(each.scores().value(query, Metric.NDCG_10)))
          .raw("</span>");
    }
    html.raw("</span></summary><div class=\"pair\"><div><h4>Retrieved by ")
        .text(mode.mode())
        .raw("</h4><ol>");
    Map<String, Integer> grades = report.qrels().of(query);
    for (ScoredDocument hit : WorstQueries.topHits(mode, query)) {
      boolean isRelevant = grades.getOrDefault(hit.document(), 0) > 0;
      document(hit.document(), isRelevant ? "right" : "wrong", Float.toString(hit.score()));
    }
    html.raw("</ol></div><div><h4>Expected</h4><ul>");
    for (String document : WorstQueries.expected(report, query)) {
      document(document, "right", place(mode, query, document));
    }
    html.raw("</ul><p class=\"id\">query ").text(query).raw("</p></div></div></details>");
  }

  private void document(String document, String style, String remark) {
    @Nullable Excerpt excerpt = excerpts.get(document);
    html.raw("<li class=\"" + style + "\"><p class=\"id\">")
        .text(document + " · " + remark)
        .raw("</p>");
    if (excerpt != null && !excerpt.title().isEmpty()) {
      html.element("p class=\"title\"", excerpt.title());
    }
    html.element("p", excerpt == null ? "not in the corpus" : excerpt.text()).raw("</li>");
  }

  private static String place(ModeResult mode, String query, String document) {
    List<ScoredDocument> ranking = mode.run().of(query);
    for (int i = 0; i < ranking.size(); i++) {
      if (ranking.get(i).document().equals(document)) {
        return "rank " + (i + 1);
      }
    }
    return "not among the " + Html.whole(ranking.size()) + " retrieved";
  }
}
