package io.millrace.cluster.cli;

import io.millrace.cluster.service.QueryService;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.graph.server.GraphServer;
import io.millrace.graph.server.LocalServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description =
        "Ends the query service of a warehouse, whose running requests are answered first, and its graph database.",
    footer = {"", "Example:", "  millrace down"})
final class DownCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Settings settings = common.settings();
    Optional<QueryService.Running> ended =
        new QueryService(WarehouseFolders.of(settings), settings.query()).down();
    Optional<LocalServer.Running> graph = GraphServer.own(settings).down();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ended", ended.map(each -> each.process().pid()).orElse(null));
    json.put("graph_ended", graph.map(each -> each.process().pid()).orElse(null));
    common.print(
        json,
        ended
                .map(each -> "Ended the query service at " + each.url() + ".")
                .orElse(
                    "No query service of this warehouse that 'millrace up' started runs on this machine.")
            + graph
                .map(each -> "\nEnded the graph database at " + each.access().uri() + ".")
                .orElse(""));
    return 0;
  }
}
