package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import io.millrace.ingestion.IngestConfig;
import io.millrace.ingestion.IngestResult;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace ingest}. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "Brings one source's documents to their newest state: new, changed and vanished files.",
    footer = {
      "",
      "Example:",
      "  millrace ingest --source ~/documents --name notes",
      "  millrace ingest --source 'reports/*.pdf' minutes --name board --groups board,audit --meta year=2026",
      "  millrace ingest --source ~/documents --name notes --dry-run --json"
    })
final class IngestCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private IngestOptions ingest = new IngestOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Option(
      names = "--dry-run",
      description =
          "Only say what would be done; parse and write nothing (but an empty warehouse, if there is none).")
  private boolean dryRun;

  @Override
  public Integer call() {
    Settings settings = common.settings(ingest.flags());
    IngestConfig config =
        ingest.config(
            settings,
            dryRun ? IngestConfig.Mode.DRY_RUN : IngestConfig.Mode.RUN,
            writer.leaseWait());
    try (JobRun jobs = JobRun.open(settings, "ingest", common.err())) {
      IngestResult result = Steps.ingest(jobs, config);
      Map<String, Object> json = Steps.ingestJson(result);
      json.put("dry_run", dryRun);
      common.print(
          json,
          dryRun
              ? "Nothing was written; what a run would do now:\n" + Steps.ingestText(result)
              : Steps.ingestText(result));
    }
    return 0;
  }
}
