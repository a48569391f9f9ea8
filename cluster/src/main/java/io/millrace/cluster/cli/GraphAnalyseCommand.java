package io.millrace.cluster.cli;

import io.millrace.graph.analyse.AnalyseJob;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace graph analyse}. */
@Command(
    name = "analyse",
    mixinStandardHelpOptions = true,
    description = {
      "Computes ranks, communities, related entities and suggested links of the loaded graph, and a health report.",
      "For each group on its own, from what that group may see. 'millrace graph' does it after a load; see docs/graph-analysis.md."
    },
    footer = {"", "Example:", "  millrace graph analyse --audiences public,board"})
final class GraphAnalyseCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Option(
      names = "--audiences",
      split = ",",
      paramLabel = "GROUP",
      description = "For which groups. Default public and the 8 with the most mentions.")
  private List<String> audiences = List.of();

  @Override
  public Integer call() throws Exception {
    try (JobRun jobs = JobRun.open(common.settings(), "graph analyse", common.err())) {
      JobRun.Done<AnalyseJob.Result> done = GraphAnalysis.run(jobs, audiences, writer.leaseWait());
      common.print(GraphAnalysis.json(done), GraphAnalysis.text(done));
    }
    return 0;
  }
}
