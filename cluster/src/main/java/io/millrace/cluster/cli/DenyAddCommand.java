package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList.Forgotten;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    List<String> uris = DenyCommand.canonical(documents);
    for (String uri : uris) {
      if (uri.startsWith("file:///") && Files.isDirectory(Path.of(URI.create(uri)))) {
        throw new IllegalArgumentException(
            "Cannot deny "
                + HitText.path(uri)
                + ": it is a folder, and the list is of documents; name its files");
      }
    }
    List<Forgotten> added = DenyCommand.list(common).forget(uris, why);
    Set<String> known = LiveSearch.known(common.settings(), added);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Forgotten entry : added) {
      Map<String, Object> row = DenyCommand.json(entry);
      row.put("known", known.contains(entry.document()));
      rows.add(row);
    }
    common.print(
        Map.of("added", rows),
        added.stream()
            .map(entry -> said(entry, known.contains(entry.document())))
            .collect(Collectors.joining("\n")));
    return 0;
  }

  private static String said(Forgotten entry, boolean known) {
    String name = HitText.path(entry.uri());
    return known
        ? "Nobody sees " + name + " any more."
        : "The live release has no document "
            + name
            + ": nothing is hidden by this but what other releases, or later ones, have there.";
  }
}
