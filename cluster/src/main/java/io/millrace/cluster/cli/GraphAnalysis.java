package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.graph.GraphJob;
import io.millrace.graph.analyse.AnalyseJob;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.GraphState;
import io.millrace.graph.database.Patience;
import io.millrace.graph.server.GraphServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Runs the analyses of the graph, and says what they found. */
final class GraphAnalysis {
  private GraphAnalysis() {}

  /** Whether what is loaded is not analysed yet: a run that was killed may have left it so. */
  static boolean isAwaited(Settings settings) {
    GraphAccess access = GraphServer.find(settings).orElseThrow();
    try (Drivers.Lease lease = Drivers.lease(access)) {
      return new Patience(settings.neo4j().patience())
          .run(
              "read whether the graph is analysed",
              access,
              () -> GraphState.awaitsAnalysis(lease.driver()));
    }
  }

  /** Analyses the graph of each audience; of the most frequent groups where none is named. */
  static JobRun.Done<AnalyseJob.Result> run(
      JobRun jobs, List<String> audiences, LeaseWait leaseWait) throws Exception {
    Settings settings = jobs.settings();
    GraphAccess access = GraphServer.open(settings, jobs::say);
    Set<String> unseen =
        new DenyList(WarehouseFolders.of(settings).releases())
            .snapshot()
            .unseen(Set.copyOf(audiences), Long.MAX_VALUE);
    return jobs.run(
        "graph-analyse",
        Map.of("audiences", String.join(",", audiences)),
        runId -> {
          try (Lease held =
                  jobs.warehouse().leases().acquire(GraphJob.lease(), runId, leaseWait, jobs::say);
              Drivers.Lease lease = Drivers.lease(access)) {
            AnalyseJob.Result result =
                new AnalyseJob(lease.driver(), AnalyseJob.Config.of(audiences, unseen), jobs::say)
                    .run();
            held.requireHeld();
            return result;
          }
        },
        AnalyseJob.Result::revision,
        result -> Map.of("audiences", (long) result.audiences().size()));
  }

  static Map<String, Object> json(JobRun.Done<AnalyseJob.Result> done) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("revision", done.result().revision());
    json.put("audiences", done.result().audiences());
    json.put("seconds", done.seconds());
    return json;
  }

  static String text(JobRun.Done<AnalyseJob.Result> done) {
    List<String> lines = new ArrayList<>();
    for (AnalyseJob.AudienceResult each : done.result().audiences()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Analysed for %s: %d entities, %d links, %d components; %s communities; %d links"
                  + " suggested.",
              each.audience(),
              each.health().nodes(),
              each.health().edges(),
              each.health().components(),
              each.communities(),
              each.suggested()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "Analyses are as of revision %d. %.1f s",
            done.result().revision(),
            done.seconds()));
    return String.join(System.lineSeparator(), lines);
  }
}
