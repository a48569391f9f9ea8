package io.millrace.cluster.cli;

import io.millrace.core.release.WarehouseFolders;
import io.millrace.query.access.AccessKeys;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "The keys of the query service's callers.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class},
    footer = {
      "",
      "A key lets its bearer see the documents of its groups; everyone sees those of 'public'.",
      "",
      "Example:",
      "  millrace keys create --name mei.lin --groups finance,board --expires 30d",
      "  millrace keys revoke mei.lin"
    })
final class KeysCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets the spec before a command runs").commandLine(),
        "Cannot run 'keys': say create, list or revoke");
  }

  /** The keys of a warehouse that is there: those of another one would open nothing. */
  static AccessKeys keys(CommonOptions common) {
    return new AccessKeys(WarehouseFolders.existing(common.settings()).access());
  }
}
