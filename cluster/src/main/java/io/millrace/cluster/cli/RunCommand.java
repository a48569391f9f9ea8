package io.millrace.cluster.cli;

import io.millrace.core.release.Release;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.ingestion.IngestConfig;
import io.millrace.ingestion.IngestResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Ingests a source, then embeds, indexes and publishes, in one Spark application.",
      "Brings the graph up to date before it publishes, where there is one: 'millrace graph' begins one, or a database in neo4j.uri."
    },
    footer = {"", "Example:", "  millrace run --source ~/documents --name notes"})
final class RunCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private IngestOptions ingest = new IngestOptions();
  @Mixin private EncoderOptions encoder = new EncoderOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Option(names = "--no-graph", description = "Leave the graph as it is.")
  private boolean noGraph;

  @Override
  public Integer call() throws Exception {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.putAll(ingest.flags());
    flags.putAll(encoder.flags());
    Settings settings = common.settings(flags);
    LeaseWait leaseWait = writer.leaseWait();
    IngestConfig config = ingest.config(settings, IngestConfig.Mode.RUN, leaseWait);
    try (JobRun jobs = JobRun.open(settings, "run", common.err())) {
      Map<String, Object> json = new LinkedHashMap<>();
      StringBuilder text = new StringBuilder();
      boolean withGraph = !noGraph && GraphSteps.hasGraph(settings);
      int steps = withGraph ? 5 : 4;
      jobs.say("ingest, step 1 of " + steps);
      IngestResult ingested = Steps.ingest(jobs, config);
      json.put("ingest", Steps.ingestJson(ingested));
      text.append(Steps.ingestText(ingested)).append("\n\n");
      jobs.say("embed, step 2 of " + steps);
      var embedded = Steps.embed(jobs, leaseWait);
      json.put("embed", Steps.embedJson(embedded));
      text.append(Steps.embedText(embedded)).append("\n\n");
      jobs.say("index, step 3 of " + steps);
      var indexed = Steps.index(jobs, leaseWait);
      json.put("index", Steps.indexJson(indexed));
      text.append(Steps.indexText(indexed)).append("\n\n");
      if (withGraph) {
        jobs.say("graph, step 4 of " + steps);
        GraphSteps.Done graph = GraphSteps.run(jobs, leaseWait);
        json.put("graph", graph.json());
        text.append(graph.text()).append("\n\n");
      }
      jobs.say("publish, step " + steps + " of " + steps);
      Release release =
          PublishCommand.publish(WarehouseFolders.of(settings), indexed.result().generation());
      json.put("publish", RollbackCommand.change(release, release.previous()));
      text.append("Release ").append(release.release()).append(" is live.");
      common.print(json, text.toString());
    }
    return 0;
  }
}
