package io.millrace.cluster.cli;

import io.millrace.core.revision.RunLedger;
import io.millrace.core.table.Run;
import io.millrace.graph.ExtractionStats;
import io.millrace.graph.ExtractionStats.NameCount;
import io.millrace.graph.ExtractionStats.TypeCount;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace graph stats}. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Counts what the last 'millrace graph' found in the documents that are live.",
    footer = {"", "Example:", "  millrace graph stats --top 20"})
final class GraphStatsCommand implements Callable<Integer> {
  private static final int RUNS = 1_000;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many of the most mentioned names. Default 10.")
  private int top = 10;

  @Option(
      names = "--extractor",
      paramLabel = "rules|model",
      description = "Whose findings; with 'model', those of the model asked last. Default rules.")
  private ModelOptions.Kind extractor = ModelOptions.Kind.RULES;

  @Override
  public Integer call() throws IOException {
    try (JobRun jobs = JobRun.open(common.settings(), "graph stats", common.err())) {
      Run run =
          new RunLedger(jobs.warehouse())
              .recent(RUNS).stream()
                  .filter(each -> each.job().equals("graph"))
                  .filter(each -> each.status() == Run.Status.SUCCEEDED)
                  .filter(each -> extractor.made(each))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new IOException(
                              "Cannot count: 'millrace graph"
                                  + extractor.flag()
                                  + "' has not run to its end in "
                                  + jobs.settings().warehouse()));
      long revision = Objects.requireNonNull(run.outputRevision(), "a graph run has a revision");
      String fingerprint = Objects.requireNonNull(run.settings().get("extractor.fingerprint"));
      ExtractionStats stats =
          new ExtractionStats(jobs.warehouse(), jobs.spark(), revision, fingerprint);
      Map<String, TypeCount> types = stats.types();
      Map<String, Long> facts = stats.facts();
      List<NameCount> names = stats.top(top);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("revision", revision);
      json.put("extractor", fingerprint);
      json.put("types", types);
      json.put("facts", facts);
      json.put("top", names);
      common.print(json, text(revision, types, facts, names));
    }
    return 0;
  }

  private static String text(
      long revision, Map<String, TypeCount> types, Map<String, Long> facts, List<NameCount> names) {
    StringBuilder text = new StringBuilder("As of revision " + revision + "\n\n");
    text.append(String.format(Locale.ROOT, "%-14s %9s %9s%n", "type", "mentions", "names"));
    types.forEach(
        (type, count) ->
            text.append(
                String.format(
                    Locale.ROOT, "%-14s %9d %9d%n", type, count.mentions(), count.names())));
    text.append(String.format(Locale.ROOT, "%n%-14s %9s%n", "fact", "stated"));
    facts.forEach(
        (type, count) -> text.append(String.format(Locale.ROOT, "%-14s %9d%n", type, count)));
    text.append(String.format(Locale.ROOT, "%n%9s %9s  name%n", "documents", "mentions"));
    for (NameCount name : names) {
      text.append(
          String.format(
              Locale.ROOT,
              "%9d %9d  %s (%s)%n",
              name.documents(),
              name.mentions(),
              name.name(),
              name.type()));
    }
    return text.toString().stripTrailing();
  }
}
