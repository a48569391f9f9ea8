package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList.Forgotten;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace deny add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Hides documents in every release at once; the next ingest takes them out.",
    footer = {
      "",
      "A document is named by its path or URI, as it was ingested. A copy elsewhere is another document.",
      "",
      "Example:",
      "  millrace deny add ~/documents/contract.pdf --why \"withdrawn by the author\""
    })
final class DenyAddCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(arity = "1..*", paramLabel = "URI", description = "Paths or URIs of documents.")
  private List<String> documents = List.of();

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for whoever reads it.")
  private String why = "";

  @Override
  public Integer call() throws IOException {
    List<Forgotten> added = DenyCommand.list(common).forget(DenyCommand.canonical(documents), why);
    common.print(
        Map.of("added", added.stream().map(DenyCommand::json).toList()),
        added.stream()
            .map(entry -> "Nobody sees " + HitText.path(entry.uri()) + " any more.")
            .collect(Collectors.joining("\n")));
    return 0;
  }
}
