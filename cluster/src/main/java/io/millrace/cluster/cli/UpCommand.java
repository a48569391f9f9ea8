package io.millrace.cluster.cli;

import io.millrace.cluster.service.QueryService;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.server.GraphServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Starts the query service of a warehouse, with its pages, and its graph database, and leaves them running.",
    footer = {
      "",
      "The service follows what is published and rolled back by itself. 'millrace down' ends both;",
      "'millrace serve' runs the service alone, in the foreground.",
      "",
      "Example:",
      "  millrace up",
      "  millrace up --port 8080 --require-key",
      "  millrace up --no-graph"
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

  @Option(
      names = "--no-graph",
      description = "Start no graph database. None is started where neo4j.uri names one.")
  private boolean noGraph;

  @Override
  public Integer call() {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.put("query.host", host);
    flags.put("query.port", port);
    flags.put("query.access", requireKey ? "key" : null);
    Settings settings = common.settings(flags);
    WarehouseFolders.existing(settings); // a slip makes no folder
    Optional<GraphAccess> graph =
        noGraph ? Optional.empty() : Optional.of(GraphServer.open(settings, this::say));
    QueryService.Running running = start(common, settings);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("url", running.url());
    json.put("pid", running.process().pid());
    json.put("graph", graph.map(GraphAccess::uri).orElse(null));
    common.print(
        json,
        "Serving at "
            + running.url()
            + " (process "
            + running.process().pid()
            + ")"
            + graph.map(access -> "\nGraph database at " + access.uri()).orElse(""));
    return 0;
  }

  private void say(String line) {
    common.err().println("millrace: " + line);
    common.err().flush();
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
