package io.millrace.benchmark.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the trouble came to.
 *
 * @param command how to run it again
 * @param seed decides documents, moments and limits
 * @param counts how often each trouble was made
 * @param cases each trouble in turn
 * @param differences from the undisturbed sequence; none is wanted
 * @param leftovers what the next run had not removed; none is wanted
 * @param skipped what could not be tried here, and why
 * @param answers answers that the reader of the live release got meanwhile
 * @param metadataFiles Iceberg's own files that nothing refers to, for the tables' maintenance
 * @param seconds wall time
 */
record ChaosReport(
    String command,
    long seed,
    Map<String, Integer> counts,
    List<Findings.Case> cases,
    List<String> differences,
    List<String> leftovers,
    List<String> skipped,
    int answers,
    int metadataFiles,
    double seconds) {

  ChaosReport {
    counts = new LinkedHashMap<>(counts);
    cases = List.copyOf(cases);
    differences = List.copyOf(differences);
    leftovers = List.copyOf(leftovers);
    skipped = List.copyOf(skipped);
  }

  /** The same as Markdown. */
  String text() {
    StringBuilder text = new StringBuilder("## chaos\n\n    ").append(command).append("\n\n");
    text.append("| trouble | times |\n|---|---|\n");
    counts.forEach((what, times) -> row(text, what, times));
    text.append('\n');
    row(text, "differences", differences.size());
    text.append("|---|---|\n");
    row(text, "leftovers after the next run", leftovers.size());
    row(text, "answers of the live release meanwhile", answers);
    row(text, "metadata files left to maintenance", metadataFiles);
    row(text, "seconds", String.format(Locale.ROOT, "%.0f", seconds));
    list(text, "Differences", differences);
    list(text, "Leftovers", leftovers);
    list(text, "Not tried", skipped);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Object value) {
    text.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append(":\n\n");
      lines.forEach(line -> text.append("- ").append(line).append('\n'));
    }
  }
}
