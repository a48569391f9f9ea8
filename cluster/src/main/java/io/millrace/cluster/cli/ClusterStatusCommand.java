package io.millrace.cluster.cli;

import io.millrace.cluster.standalone.StandaloneCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace cluster status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says which processes of the local cluster live.",
    footer = {"", "Example:", "  millrace cluster status --json"})
final class ClusterStatusCommand implements Callable<Integer> {
  @Mixin private ClusterOptions options = new ClusterOptions();

  @Override
  public Integer call() {
    StandaloneCluster cluster = options.cluster();
    options.print(cluster, cluster.status());
    return 0;
  }
}
