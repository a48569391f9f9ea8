package io.millrace.cluster.cli;

import io.millrace.cluster.standalone.ClusterProcess;
import io.millrace.cluster.standalone.StandaloneCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace cluster down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Ends the local cluster and whatever still runs on it.",
    footer = {"", "Example:", "  millrace cluster down"})
final class ClusterDownCommand implements Callable<Integer> {
  @Mixin private ClusterOptions options = new ClusterOptions();

  @Override
  public Integer call() {
    StandaloneCluster cluster = options.cluster();
    List<ClusterProcess> ended = cluster.down();
    options.print(
        Map.of("ended", ClusterOptions.rows(cluster, ended)),
        ended.isEmpty() ? "No cluster was up." : "Ended " + ended.size() + " processes.");
    return 0;
  }
}
