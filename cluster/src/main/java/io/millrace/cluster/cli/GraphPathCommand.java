package io.millrace.cluster.cli;

import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.Paths;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace graph path}. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how two entities are connected, with the sentences that say so.",
      "What everything has to do with is dear to pass, so that paths lead over what tells"
          + " something."
    },
    footer = {
      "",
      "Example:",
      "  millrace graph path \"Mary Whitfield\" 明沙电站",
      "  millrace graph path 李雷 \"Northbank Ltd\" --k 5 --groups public,finance"
    })
final class GraphPathCommand implements Callable<Integer> {
  private static final int MOST = 10;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private GraphOptions graph = new GraphOptions();

  @Parameters(index = "0", paramLabel = "A", description = "A name, or an id.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private String to = "";

  @Option(names = "--k", paramLabel = "N", description = "How many paths: 1 to 10. Default 3.")
  private int k = 3;

  @Override
  public Integer call() throws IOException {
    if (k < 1 || k > MOST) {
      throw new IllegalArgumentException("Cannot find " + k + " paths: --k must be from 1 to 10");
    }
    try (GraphOptions.Opened opened = graph.open(common.settings())) {
      Optional<EntityRef> one = opened.entity(from, common);
      Optional<EntityRef> other = one.isEmpty() ? one : opened.entity(to, common);
      if (other.isEmpty()) {
        return 1;
      }
      Paths paths =
          opened.reader().paths(opened.viewer(), one.get().id(), other.get().id(), k).orElseThrow();
      Map<String, Object> json = Json.fields(paths);
      json.put("revision", opened.viewer().revision());
      common.print(json, EntityText.paths(paths));
      return 0;
    }
  }
}
