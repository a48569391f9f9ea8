package io.millrace.cluster.cli;

import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.graph.VerifyJob;
import io.millrace.graph.database.Patience;
import io.millrace.graph.load.GraphVerify;
import io.millrace.graph.server.GraphServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace graph verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the graph database with the tables, row by row, as of the revision that is loaded.",
      "Ends with 1 where they differ. 'millrace graph' mends a load that was cut off; where somebody has changed the"
          + " database, empty it, and 'millrace graph' loads it anew."
    },
    footer = {"", "Example:", "  millrace graph verify"})
final class GraphVerifyCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Override
  public Integer call() throws Exception {
    Settings settings = common.settings();
    try (JobRun jobs = JobRun.open(settings, "graph verify", common.err())) {
      VerifyJob.Result result =
          new VerifyJob(
                  jobs.warehouse(),
                  jobs.spark(),
                  new VerifyJob.Config(
                      GraphServer.open(settings, jobs::say),
                      new Patience(settings.neo4j().patience()),
                      RunLedger.newRunId("graph-verify", Instant.now()),
                      writer.leaseWait()),
                  jobs::say)
              .run();
      common.print(json(result), text(result));
      return result.found().isEqual() ? 0 : 1;
    }
  }

  private static Map<String, Object> json(VerifyJob.Result result) {
    GraphVerify.Result found = result.found();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("revision", result.revision());
    json.put("equal", found.isEqual());
    json.put("compared", found.compared());
    json.put("missing", found.missing());
    json.put("surplus", found.surplus());
    json.put("different", found.different());
    json.put("examples", found.examples());
    return json;
  }

  private static String text(VerifyJob.Result result) {
    GraphVerify.Result found = result.found();
    return found.compared()
        + " relationships and nodes compared as of revision "
        + result.revision()
        + ": "
        + (found.isEqual()
            ? "all are equal."
            : found.missing()
                + " missing, "
                + found.surplus()
                + " surplus, "
                + found.different()
                + " different\n  "
                + String.join("\n  ", found.examples()));
  }
}
