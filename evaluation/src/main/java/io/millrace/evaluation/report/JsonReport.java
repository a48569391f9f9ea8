package io.millrace.evaluation.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.evaluation.metric.Bootstrap;
import io.millrace.evaluation.metric.Comparison;
import io.millrace.evaluation.metric.Interval;
import io.millrace.evaluation.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a report as JSON: what the command prints ({@code results}), and beside it {@code
 * created}, {@code facts}, {@code notices}, {@code intervals} (mode → metric → [low, high]) and
 * {@code comparisons} of modes on nDCG@10.
 */
public final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /**
   * Writes the file.
   *
   * @param result what the command prints: an object with {@code results}
   */
  public static void write(Path file, RetrievalReport report, Object result) throws IOException {
    ObjectNode root = JSON.valueToTree(result);
    root.put("created", report.created().toString());
    root.set("facts", JSON.valueToTree(report.facts()));
    root.set("notices", JSON.valueToTree(report.notices()));
    ObjectNode intervals = root.putObject("intervals");
    for (ModeResult mode : report.modes()) {
      ObjectNode ofMode = intervals.putObject(mode.mode());
      for (Metric metric : Metric.REPORTED) {
        Interval interval = Bootstrap.of(mode.scores().all(metric));
        ofMode.putArray(metric.label()).add(interval.low()).add(interval.high());
      }
    }
    root.putArray("comparisons");
    List<ModeResult> modes = report.modes();
    for (int second = 0; second < modes.size() && report.queries().size() > 1; second++) {
      for (int first = second + 1; first < modes.size(); first++) {
        compare(root.withArray("comparisons").addObject(), modes.get(first), modes.get(second));
      }
    }
    JSON.writeValue(file.toFile(), root);
  }

  private static void compare(ObjectNode node, ModeResult first, ModeResult second) {
    Comparison comparison = Comparison.of(first.scores(), second.scores(), Metric.NDCG_10);
    node.put("first", first.mode())
        .put("second", second.mode())
        .put("metric", comparison.metric().label())
        .put("difference", comparison.difference());
    node.putArray("interval").add(comparison.interval().low()).add(comparison.interval().high());
    node.put("p_t_test", comparison.tTest().p())
        .put("p_randomisation", comparison.randomisation().p())
        .put("wins", comparison.wins())
        .put("ties", comparison.ties())
        .put("losses", comparison.losses());
  }
}
