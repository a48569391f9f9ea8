package io.millrace.cluster.cli;

import io.millrace.query.access.AccessKey;
import io.millrace.query.access.AccessKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace keys list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all keys, those that are not valid any more too; never their secrets.",
    footer = {"", "Example:", "  millrace keys list"})
final class KeysListCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    AccessKeys keys = KeysCommand.keys(common);
    List<Map<String, Object>> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (AccessKey key : keys.list()) {
      rows.add(row(key));
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %s  %-20s %s%s%n",
              key.state(Instant.now()),
              key.id(),
              key.name(),
              String.join(",", key.groups()),
              key.expires() == null ? "" : "  until " + key.expires()));
    }
    common.print(
        Map.of("keys", rows),
        rows.isEmpty() ? "There are no keys yet." : text.toString().stripTrailing());
    return 0;
  }

  static Map<String, Object> row(AccessKey key) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", key.id());
    row.put("name", key.name());
    row.put("groups", key.groups());
    row.put("state", key.state(Instant.now()));
    row.put("created", key.created());
    row.put("expires", key.expires());
    row.put("revoked", key.revoked());
    return row;
  }
}
