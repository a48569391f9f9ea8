package io.millrace.cluster.cli;

import io.millrace.query.access.AccessKey;
import io.millrace.query.access.AccessKeys;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace keys revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Ends a key: a running service refuses it from the next request on.",
    footer = {"", "Example:", "  millrace keys revoke mei.lin"})
final class KeysRevokeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME|ID", description = "Whose key, or which.")
  private String key = "";

  @Override
  public Integer call() throws IOException {
    AccessKeys keys = KeysCommand.keys(common);
    AccessKey revoked = keys.revoke(key);
    common.print(
        KeysListCommand.row(revoked),
        "Revoked the key " + revoked.id() + " of " + revoked.name() + ".");
    return 0;
  }
}
