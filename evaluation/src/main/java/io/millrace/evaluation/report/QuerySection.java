package io.millrace.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.evaluation.metric.Metric;

/** Every query, as data that the page's script turns into a table to sort and search. */
final class QuerySection {
  private static final ObjectMapper JSON = new ObjectMapper();

  private QuerySection() {}

  static void write(Html html, RetrievalReport report) {
    html.raw("<section id=\"queries\"><h2>Every query</h2><div class=\"tools\">")
        .raw("<input id=\"find\" type=\"search\" placeholder=\"Find in queries\"")
        .raw(
            " aria-label=\"Find in queries\"><select id=\"metric\" aria-label=\"Measure\"></select>")
        .raw(
            "<span id=\"count\"></span></div><div class=\"scroll\"><table id=\"rows\"></table></div>")
        .raw("<p><button id=\"more\" type=\"button\">Show more</button></p>")
        .raw("<noscript><p>This table needs scripts.</p></noscript></section>")
        .raw("<script type=\"application/json\" id=\"data\">")
        .raw(inScript(data(report)))
        .raw("</script>");
  }

  private static ObjectNode data(RetrievalReport report) {
    ObjectNode data = JSON.createObjectNode();
    ArrayNode modes = data.putArray("modes");
    report.modes().forEach(mode -> modes.add(mode.mode()));
    ArrayNode metrics = data.putArray("metrics");
    Metric.REPORTED.forEach(metric -> metrics.add(SummarySection.title(metric)));
    ArrayNode rows = data.putArray("rows");
    for (String query : report.queries().keySet()) {
      ArrayNode row = rows.addArray();
      row.add(query).add(report.queries().get(query));
      for (ModeResult mode : report.modes()) {
        ArrayNode cells = row.addArray();
        cells.add(FirstHit.rank(mode.run(), query, report.qrels().of(query)));
        for (Metric metric : Metric.REPORTED) {
          cells.add(Math.round(mode.scores().value(query, metric) * 1e4) / 1e4);
        }
      }
    }
    return data;
  }

  /** JSON that no text in it can end or comment out. */
  private static String inScript(ObjectNode data) {
    try {
      return JSON.writeValueAsString(data)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a tree of plain values as JSON", e);
    }
  }
}
