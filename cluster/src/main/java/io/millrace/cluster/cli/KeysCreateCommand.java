package io.millrace.cluster.cli;

import io.millrace.query.access.AccessKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code millrace keys create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Makes a key and shows it, this once: it is kept hashed.",
    footer = {
      "",
      "Example:",
      "  millrace keys create --name mei.lin --groups finance,board --expires 30d",
      "  millrace keys create --name night-shift --groups operators"
    })
final class KeysCreateCommand implements Callable<Integer> {
  private static final Pattern LIFE = Pattern.compile("(\\d{1,6})(h|d)");

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "N",
      description = "Whose it is; stands in the logs.")
  private String name = "";

  @Option(
      names = "--groups",
      required = true,
      split = ",",
      paramLabel = "G",
      description = "The groups whose documents it opens, besides public.")
  private List<String> groups = List.of();

  @Option(
      names = "--expires",
      paramLabel = "D",
      description = "How long it is valid, as 12h or 30d. Default: until it is revoked.")
  private @Nullable String expires;

  @Override
  public Integer call() throws IOException {
    AccessKeys keys = KeysCommand.keys(common);
    AccessKeys.Created created = keys.create(name, groups, end());
    Map<String, Object> json = KeysListCommand.row(created.key());
    json.put("key", created.secret());
    common.print(
        json,
        created.secret()
            + "\nThis is the key of "
            + name
            + ". It is not shown again; send it as 'Authorization: Bearer KEY', or sign in with it.");
    return 0;
  }

  private @Nullable Instant end() {
    if (expires == null) {
      return null;
    }
    Matcher life = LIFE.matcher(expires);
    if (!life.matches() || Integer.parseInt(life.group(1)) == 0) {
      throw new ParameterException(
          common.command(),
          "Cannot read --expires '" + expires + "': it must be hours or days, as 12h or 30d");
    }
    long number = Long.parseLong(life.group(1));
    Duration duration =
        life.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    return Instant.now().plus(duration).truncatedTo(ChronoUnit.SECONDS);
  }
}
