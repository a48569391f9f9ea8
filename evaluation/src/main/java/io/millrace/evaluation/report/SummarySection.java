package io.millrace.evaluation.report;

import io.millrace.evaluation.metric.Bootstrap;
import io.millrace.evaluation.metric.Interval;
import io.millrace.evaluation.metric.Metric;
import java.util.Locale;

/** The means of every mode with their intervals, as a table and as a chart. */
final class SummarySection {
  private SummarySection() {}

  static void write(Html html, RetrievalReport report) {
    html.raw("<section><h2>Results</h2>");
    html.raw(
        "<div class=\"scroll\"><table class=\"summary\"><thead><tr><th>Mode</th><th>Model</th>");
    for (Metric metric : Metric.REPORTED) {
      html.element("th class=\"number\"", title(metric));
    }
    html.raw("</tr></thead><tbody>");
    for (ModeResult mode : report.modes()) {
      html.raw("<tr><th scope=\"row\"><i class=\"dot " + style(mode) + "\"></i>")
          .text(mode.mode())
          .raw("</th>")
          .element("td class=\"model\"", mode.model() == null ? "—" : mode.model());
      for (Metric metric : Metric.REPORTED) {
        double mean = mode.scores().mean(metric);
        Interval interval = Bootstrap.of(mode.scores().all(metric));
        String best = isBest(report, metric, mean) ? " best" : "";
        html.raw("<td class=\"number" + best + "\">")
            .text(Html.four(mean))
            .element("small", Html.four(interval.low()) + " – " + Html.four(interval.high()))
            .raw("</td>");
      }
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div>");
    chart(html, report);
    html.raw(
        "<p class=\"note\">Means over all judged queries; a query without an answer counts 0. Below"
            + " each mean, and as a bar in the chart, its 95 % interval (percentile bootstrap over"
            + " queries, 10,000 resamples). The best of a column is marked.</p></section>");
  }

  /** nDCG@10 of each mode: a point with its interval on a common scale. */
  private static void chart(Html html, RetrievalReport report) {
    double low = 1;
    double high = 0;
    for (ModeResult mode : report.modes()) {
      Interval interval = Bootstrap.of(mode.scores().all(Metric.NDCG_10));
      low = Math.min(low, interval.low());
      high = Math.max(high, interval.high());
    }
    double step = high - low > 0.25 ? 0.1 : high - low > 0.1 ? 0.05 : 0.02;
    low = Math.max(0, Math.floor(low / step - 0.25) * step);
    high = Math.min(1, Math.ceil(high / step + 0.25) * step);
    int height = 34 * report.modes().size() + 34;
    html.raw("<svg class=\"chart\" viewBox=\"0 0 720 " + height + "\" role=\"img\">")
        .element("title", "nDCG@10 by mode with 95 % intervals");
    for (double tick = low; tick <= high + step / 2; tick += step) {
      double x = place(tick, low, high);
      html.raw(line("grid", x, 6, x, height - 24.0))
          .raw(label("tick", x, height - 6.0, "middle", String.format(Locale.ROOT, "%.2f", tick)));
    }
    int row = 0;
    for (ModeResult mode : report.modes()) {
      Interval interval = Bootstrap.of(mode.scores().all(Metric.NDCG_10));
      double y = 24 + 34.0 * row++;
      double left = place(interval.low(), low, high);
      double right = place(interval.high(), low, high);
      double mean = place(mode.scores().mean(Metric.NDCG_10), low, high);
      html.raw(label("name", 76, y + 5, "end", mode.mode()))
          .raw(line("whisker " + style(mode), left, y, right, y))
          .raw(line("whisker " + style(mode), left, y - 5, left, y + 5))
          .raw(line("whisker " + style(mode), right, y - 5, right, y + 5))
          .raw(
              String.format(
                  Locale.ROOT,
                  "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"/>",
                  style(mode),
                  mean,
                  y));
    }
    html.raw("</svg>");
  }

  private static double place(double value, double low, double high) {
    return 90 + (value - low) / (high - low) * 610;
  }

  private static String line(String style, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style,
        x1,
        y1,
        x2,
        y2);
  }

  private static String label(String style, double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        style,
        x,
        y,
        anchor,
        Html.escape(text));
  }

  private static boolean isBest(RetrievalReport report, Metric metric, double mean) {
    return report.modes().size() > 1
        && report.modes().stream().allMatch(mode -> mode.scores().mean(metric) <= mean + 1e-12);
  }

  /** The measure's usual spelling. */
  static String title(Metric metric) {
    String name =
        switch (metric.kind()) {
          case NDCG -> "nDCG";
          case RECALL -> "Recall";
          case SUCCESS -> "Success";
          case BPREF -> "bpref";
          case MAP, MRR, P -> metric.kind().name();
        };
    return metric.depth() == Metric.WHOLE ? name : name + "@" + metric.depth();
  }

  /** The style class of a mode. */
  static String style(ModeResult mode) {
    return switch (mode.mode()) {
      case "bm25" -> "bm25";
      case "dense" -> "dense";
      default -> "hybrid";
    };
  }
}
