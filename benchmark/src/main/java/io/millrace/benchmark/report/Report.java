package io.millrace.benchmark.report;

import io.millrace.benchmark.measure.Figures;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.Series;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a benchmark found.
 *
 * @param benchmark its name
 * @param command how to run it again
 * @param machine where it ran
 * @param setting what was held fixed: data, sizes, threads, versions of the peers
 * @param entries one for each subject, Millrace first
 * @param ratios what is compared, run by run
 * @param notes what a reader must know to read the numbers right
 */
public record Report(
    String benchmark,
    String command,
    Machine machine,
    Map<String, Object> setting,
    List<Entry> entries,
    List<Ratio> ratios,
    List<String> notes) {

  /**
   * The figures of one subject.
   *
   * @param subject Millrace, a peer, or one size of either
   * @param figures by name, with the unit in it
   */
  public record Entry(String subject, Map<String, Series> figures) {
    public Entry {
      figures = new LinkedHashMap<>(figures);
    }
  }

  /** An entry for each subject of collected figures. */
  public static List<Entry> entries(Figures figures) {
    return figures.subjects().stream()
        .map(subject -> new Entry(subject, figures.of(subject)))
        .toList();
  }

  /**
   * A comparison.
   *
   * @param what what is divided by what
   * @param value run by run
   * @param wanted what it should be, as {@code >= 2.0}; empty where nothing is promised
   */
  public record Ratio(String what, Series value, String wanted) {}

  public Report {
    setting = new LinkedHashMap<>(setting);
    entries = List.copyOf(entries);
    ratios = List.copyOf(ratios);
    notes = List.copyOf(notes);
  }

  /** The same as Markdown, as docs/performance.md has it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(benchmark).append("\n\n    ").append(command).append("\n\n");
    text.append(machine.processor())
        .append(", ")
        .append(machine.cores())
        .append(" cores, ")
        .append(machine.memoryBytes() >> 30)
        .append(" GiB, ")
        .append(machine.java())
        .append(".\n");
    setting.forEach(
        (key, value) -> text.append("- ").append(key).append(": ").append(value).append('\n'));
    text.append('\n');
    table(text);
    if (!ratios.isEmpty()) {
      text.append("\n| ratio | median (spread) | wanted |\n|---|---|---|\n");
      for (Ratio ratio : ratios) {
        row(text, List.of(ratio.what(), ratio.value().toString(), ratio.wanted()));
      }
    }
    notes.forEach(note -> text.append("\n").append(note).append('\n'));
    return text.toString();
  }

  private void table(StringBuilder text) {
    Set<String> names = new LinkedHashSet<>();
    entries.forEach(entry -> names.addAll(entry.figures().keySet()));
    text.append("| |");
    names.forEach(name -> text.append(' ').append(name).append(" |"));
    text.append("\n|---|").append("---|".repeat(names.size())).append('\n');
    for (Entry entry : entries) {
      text.append("| ").append(entry.subject()).append(" |");
      for (String name : names) {
        Series figure = entry.figures().get(name);
        text.append(' ').append(figure == null ? "" : figure.toString()).append(" |");
      }
      text.append('\n');
    }
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
