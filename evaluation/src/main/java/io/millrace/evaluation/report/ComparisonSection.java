package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Comparison;
import io.millrace.evaluation.metric.Metric;
import java.util.List;
import java.util.Locale;

/** Every mode against every other on nDCG@10, with what chance could do. */
final class ComparisonSection {
  private static final double LEVEL = 0.05;

  private ComparisonSection() {}

  static void write(Html html, RetrievalReport report) {
    List<ModeResult> modes = report.modes();
    if (modes.size() < 2 || report.queries().size() < 2) {
      return;
    }
    html.raw("<section><h2>Is the difference real?</h2><div class=\"scroll\"><table><thead><tr>")
        .raw("<th>nDCG@10 of</th><th class=\"number\">Difference</th><th class=\"number\">95 %")
        .raw(
            " interval</th><th class=\"number\">Better / same / worse</th><th class=\"number\">t-test")
        .raw("</th><th class=\"number\">Randomisation</th><th>Verdict</th></tr></thead><tbody>");
    for (int second = 0; second < modes.size(); second++) {
      for (int first = second + 1; first < modes.size(); first++) {
        row(html, modes.get(first), modes.get(second));
      }
    }
    html.raw("</tbody></table></div><p class=\"note\">Paired over queries, two-sided. A difference")
        .raw(
            " counts as real where the randomisation test gives p &lt; 0.05; no correction is made")
        .raw(" for the number of comparisons.</p></section>");
  }

  private static void row(Html html, ModeResult first, ModeResult second) {
    Comparison comparison = Comparison.of(first.scores(), second.scores(), Metric.NDCG_10);
    html.raw("<tr>")
        .element("th scope=\"row\"", first.mode() + " − " + second.mode())
        .element("td class=\"number\"", Html.signed(comparison.difference()))
        .element(
            "td class=\"number\"",
            Html.signed(comparison.interval().low())
                + " … "
                + Html.signed(comparison.interval().high()))
        .element(
            "td class=\"number\"",
            Html.whole(comparison.wins())
                + " / "
                + Html.whole(comparison.ties())
                + " / "
                + Html.whole(comparison.losses()))
        .element("td class=\"number\"", probability(comparison.tTest().p()))
        .element("td class=\"number\"", probability(comparison.randomisation().p()))
        .element("td", verdict(comparison, first, second))
        .raw("</tr>");
  }

  private static String verdict(Comparison comparison, ModeResult first, ModeResult second) {
    if (comparison.randomisation().p() >= LEVEL) {
      return "no difference shown";
    }
    return (comparison.difference() > 0 ? first : second).mode() + " is better";
  }

  private static String probability(double p) {
    return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
  }
}
