package io.millrace.cluster.cli;

import io.millrace.graph.ExtractJob;
import io.millrace.graph.extract.Extractor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace graph}. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Finds who and what the passages speak of, and what they say of them: people, organisations, places, products,"
          + " dates, amounts, addresses, identifiers, and the relations between these.",
      "Works on passages that it has not examined yet, and no more. 'millrace graph stats' says what was found."
    },
    subcommands = GraphStatsCommand.class,
    footer = {
      "",
      "Example:",
      "  millrace graph",
      "  millrace graph --dictionary products.yaml,people.yaml",
      "  millrace graph stats --top 20"
    })
final class GraphCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ExtractorOptions extractor = new ExtractorOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Override
  public Integer call() throws Exception {
    Extractor chosen = extractor.extractor();
    try (JobRun jobs = JobRun.open(common.settings(), "graph", common.err())) {
      JobRun.Done<ExtractJob.Result> done = Steps.extract(jobs, chosen, writer.leaseWait());
      ExtractJob.Result result = done.result();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("run", done.runId());
      json.put("revision", result.revision());
      json.put("extractor", chosen.fingerprint());
      json.put("texts", result.texts());
      json.put("mentions", result.mentions());
      json.put("seconds", done.seconds());
      common.print(
          json,
          String.format(
              Locale.ROOT,
              "%d texts examined: %d mentions.%nEvery passage up to revision %d is examined. %.1f s",
              result.texts(),
              result.mentions(),
              result.revision(),
              done.seconds()));
    }
    return 0;
  }
}
