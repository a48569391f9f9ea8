package io.millrace.cluster.cli;

import io.millrace.cluster.maintain.MaintainJob;
import io.millrace.core.maintenance.Depth;
import io.millrace.core.maintenance.Mode;
import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.Lease;
import io.millrace.graph.GraphJob;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.Patience;
import io.millrace.graph.load.GraphPrune;
import io.millrace.graph.server.GraphServer;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace maintain}. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description =
        "Compacts tables and removes what nobody needs any more: old rows, vectors, snapshots, files, generations, releases.",
    footer = {
      "",
      "Example:",
      "  millrace maintain --dry-run",
      "  millrace maintain --keep-revisions 30 --keep-releases 10"
    })
final class MaintainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Option(
      names = "--keep-revisions",
      paramLabel = "N",
      description = "Keep every document's state as of the last N revisions. Default 10.")
  private @Nullable String keepRevisions;

  @Option(
      names = "--keep-releases",
      paramLabel = "N",
      description = "Keep N releases to roll back to, with their generations. Default 5.")
  private @Nullable String keepReleases;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "Leave what was replaced less than this ago, for readers. Default 1h.")
  private @Nullable String grace;

  @Option(
      names = "--full",
      description = "Also rewrite files where it does not pay, so that no row beyond stays.")
  private boolean full;

  @Option(names = "--dry-run", description = "Only count what would be done now.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.put("maintenance.keep-revisions", keepRevisions);
    flags.put("maintenance.keep-releases", keepReleases);
    flags.put("maintenance.grace", grace);
    try (JobRun jobs = JobRun.open(common.settings(flags), "maintain", common.err())) {
      JobRun.Done<MaintainJob.Result> done = dryRun ? planned(jobs) : maintained(jobs);
      Map<String, Object> json = MaintainText.json(done, dryRun);
      String text = MaintainText.text(done, dryRun);
      Optional<GraphPrune.Result> graph =
          dryRun ? Optional.empty() : prune(jobs, done.runId(), done.result().exactFrom());
      if (graph.isPresent()) {
        json.put("graph", graph.get());
        text +=
            "%ngraph: %d relationships and %d nodes removed that no kept revision has"
                .formatted(graph.get().relationships(), graph.get().nodes());
      }
      common.print(json, text);
    }
    return 0;
  }

  /** Removes what the graph says of revisions that are neither kept nor a release's. */
  private Optional<GraphPrune.Result> prune(JobRun jobs, String runId, long exactFrom)
      throws IOException {
    Optional<GraphAccess> access = GraphServer.find(jobs.settings());
    if (access.isEmpty()) {
      return Optional.empty();
    }
    long oldest =
        new Releases(WarehouseFolders.of(jobs.settings()).releases())
            .all().stream().mapToLong(Release::revision).min().orElse(exactFrom);
    try (Lease held =
        jobs.warehouse().leases().acquire(GraphJob.lease(), runId, writer.leaseWait(), jobs::say)) {
      GraphPrune.Result removed =
          new GraphPrune(
                  access.get(),
                  jobs.warehouse().location(),
                  new Patience(jobs.settings().neo4j().patience()))
              .prune(Math.min(oldest, exactFrom));
      held.requireHeld();
      return Optional.of(removed);
    }
  }

  private JobRun.Done<MaintainJob.Result> maintained(JobRun jobs) throws Exception {
    Settings.Maintenance kept = jobs.settings().maintenance();
    return jobs.run(
        "maintain",
        Map.of(
            "maintenance.keep-revisions", Integer.toString(kept.keepRevisions()),
            "maintenance.keep-releases", Integer.toString(kept.keepReleases()),
            "maintenance.grace", kept.grace().toString()),
        runId -> job(jobs, runId, Mode.RUN).run(),
        MaintainJob.Result::revision,
        MaintainText::counts);
  }

  /** A dry run leaves no trace, in the ledger neither. */
  private JobRun.Done<MaintainJob.Result> planned(JobRun jobs) throws IOException {
    Instant started = Instant.now();
    String runId = RunLedger.newRunId("maintain", started);
    MaintainJob.Result result = job(jobs, runId, Mode.DRY_RUN).run();
    double seconds = (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1000.0;
    return new JobRun.Done<>(runId, result, seconds);
  }

  private MaintainJob job(JobRun jobs, String runId, Mode mode) {
    Settings.Maintenance kept = jobs.settings().maintenance();
    return new MaintainJob(
        jobs.warehouse(),
        jobs.spark(),
        new MaintainJob.Config(
            kept.keepRevisions(),
            kept.keepReleases(),
            kept.grace(),
            full ? Depth.FULL : Depth.WORTHWHILE,
            mode,
            WarehouseFolders.of(jobs.settings()).evaluations(),
            runId,
            writer.leaseWait()),
        jobs::say);
  }
}
