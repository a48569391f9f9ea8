package io.millrace.cluster.cli;

import io.millrace.cluster.standalone.ClusterSize;
import io.millrace.cluster.standalone.StandaloneCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace cluster up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts a master and workers, or those that have died, and waits for them.",
    footer = {
      "",
      "Each worker runs one executor for an application; beside its heap, count 1 GB for each",
      "parser (one a core) and 1 GB for the encoders.",
      "",
      "Example:",
      "  millrace cluster up --workers 2 --cores 2 --memory 2g"
    })
final class ClusterUpCommand implements Callable<Integer> {
  @Mixin private ClusterOptions options = new ClusterOptions();

  @Option(names = "--workers", paramLabel = "N", description = "How many workers. Default 2.")
  private int workers = 2;

  @Option(
      names = "--cores",
      paramLabel = "C",
      description = "Tasks at a time on each worker. Default: this machine's, divided.")
  private int cores;

  @Option(
      names = "--memory",
      paramLabel = "M",
      description =
          "Memory each worker gives to executors, as 512m or 2g; one takes spark.executor.memory (1g). Default 2g.")
  private String memory = "2g";

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The master's port; 0 for any free one. Default 7077.")
  private int port = 7077;

  @Override
  public Integer call() {
    int each =
        cores == 0
            ? Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, workers))
            : cores;
    StandaloneCluster cluster = options.cluster();
    options.print(cluster, cluster.up(new ClusterSize(workers, each, memory), port));
    return 0;
  }
}
