package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList.Forgotten;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace deny remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description =
        "Takes documents off the list: releases that have them show them again, and the next ingest takes them in.",
    footer = {"", "Example:", "  millrace deny remove ~/documents/contract.pdf"})
final class DenyRemoveCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(arity = "1..*", paramLabel = "URI", description = "Paths or URIs of documents.")
  private List<String> documents = List.of();

  @Override
  public Integer call() throws IOException {
    List<Forgotten> removed = DenyCommand.list(common).allow(DenyCommand.canonical(documents));
    common.print(
        Map.of("removed", removed.stream().map(DenyCommand::json).toList()),
        removed.stream()
            .map(entry -> HitText.path(entry.uri()) + " is not denied any more.")
            .collect(Collectors.joining("\n")));
    return 0;
  }
}
