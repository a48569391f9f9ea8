package io.millrace.cluster.cli;

import io.millrace.evaluation.EvaluationResult;
import java.util.List;
import java.util.Locale;

/** An evaluation's results as a table for a reader. */
final class EvaluationText {
  private EvaluationText() {}

  static String of(EvaluationResult result) {
    StringBuilder text = new StringBuilder();
    for (EvaluationResult.Entry entry : result.results()) {
      if (text.isEmpty()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s %s, %d queries%n%-8s",
                entry.dataset(),
                entry.split(),
                entry.queries(),
                "mode"));
        entry.metrics().keySet().forEach(metric -> text.append(column(metric)));
        text.append('\n');
      }
      text.append(String.format(Locale.ROOT, "%-8s", entry.mode()));
      entry
          .metrics()
          .values()
          .forEach(value -> text.append(column(String.format(Locale.ROOT, "%.4f", value))));
      text.append(entry.model() == null ? "" : "  " + entry.model()).append('\n');
    }
    List<EvaluationResult.Entry> entries = result.results();
    return text.append("report: ").append(entries.get(entries.size() - 1).report()).toString();
  }

  private static String column(String text) {
    return String.format(Locale.ROOT, "%12s", text);
  }
}
