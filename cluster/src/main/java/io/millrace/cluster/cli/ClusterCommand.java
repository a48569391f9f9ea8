package io.millrace.cluster.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace cluster}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "A Spark standalone cluster on this machine: its own processes, on loopback.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ClusterUpCommand.class, ClusterStatusCommand.class, ClusterDownCommand.class},
    footer = {
      "",
      "Example:",
      "  millrace cluster up --workers 2",
      "  millrace run --master spark://127.0.0.1:7077 --source ~/documents",
      "  millrace cluster down"
    })
final class ClusterCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets the spec before a command runs").commandLine(),
        "Cannot run 'cluster': say up, status or down");
  }
}
