package io.millrace.cluster.cli;

import io.millrace.cluster.service.QueryService;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the query service of a warehouse, with its pages, and leaves it running.",
    footer = {
      "",
      "It follows what is published and rolled back by itself. 'millrace down' ends it;",
      "'millrace serve' runs it in the foreground.",
      "",
      "Example:",
      "  millrace up",
      "  millrace up --port 8080 --require-key"
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "The address to listen on. Default 127.0.0.1, this machine alone.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The port; 0 for any free one. Default 7700.")
  private @Nullable String port;

  @Option(names = "--require-key", description = "Let nobody in without a key.")
  private boolean requireKey;

  @Override
  public Integer call() {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.put("query.host", host);
    flags.put("query.port", port);
    flags.put("query.access", requireKey ? "key" : null);
    QueryService.Running running = start(common, common.settings(flags));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("url", running.url());
    json.put("pid", running.process().pid());
    common.print(
        json, "Serving at " + running.url() + " (process " + running.process().pid() + ")");
    return 0;
  }

  /** Starts the service that settings describe, unless it runs. */
  static QueryService.Running start(CommonOptions common, Settings settings) {
    Path launcher =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("millrace.launcher"), "the launcher sets millrace.launcher"));
    List<String> config =
        common.config().map(file -> List.of("--config", file.toString())).orElse(List.of());
    return new QueryService(WarehouseFolders.existing(settings), settings.query())
        .up(launcher, config);
  }
}
