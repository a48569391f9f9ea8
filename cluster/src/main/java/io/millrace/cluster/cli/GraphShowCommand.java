package io.millrace.cluster.cli;

import io.millrace.graph.explore.EntityCard;
import io.millrace.graph.explore.EntityRef;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace graph show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows an entity: its names, what is stated of it and where, what has a time, and what is"
          + " near.",
      "Where several entities have the name, they are listed, and the exit code is 1."
    },
    footer = {
      "",
      "Example:",
      "  millrace graph show \"Mingsha Power Station\"",
      "  millrace graph show 明沙电站 --groups public,finance --revision 12",
      "  millrace graph show 4c4ca9253acd6f6a8e0a4a8f0f3b3c56 --json"
    })
final class GraphShowCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private GraphOptions graph = new GraphOptions();

  @Parameters(paramLabel = "ENTITY", description = "A name, or an id.")
  private String entity = "";

  @Override
  public Integer call() throws IOException {
    try (GraphOptions.Opened opened = graph.open(common.settings())) {
      Optional<EntityRef> chosen = opened.entity(entity, common);
      if (chosen.isEmpty()) {
        return 1;
      }
      EntityCard card = opened.reader().card(opened.viewer(), chosen.get().id()).orElseThrow();
      Map<String, Object> json = Json.fields(card);
      json.put("revision", opened.viewer().revision());
      common.print(json, EntityText.card(card));
      return 0;
    }
  }
}
