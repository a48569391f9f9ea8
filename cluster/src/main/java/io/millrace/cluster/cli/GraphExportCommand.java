package io.millrace.cluster.cli;

import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.ExportFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace graph export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes the graph, or what is around an entity, to a file for other programs.",
    footer = {
      "",
      "Example:",
      "  millrace graph export graph.graphml",
      "  millrace graph export 明沙.csv --format csv --entity 明沙电站 --depth 2"
    })
final class GraphExportCommand implements Callable<Integer> {
  private static final int DEEPEST = 3;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private GraphOptions graph = new GraphOptions();

  @Parameters(paramLabel = "FILE", description = "Where to; a file that is there is replaced.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "graphml, csv (relations alone) or jsonld. Default graphml.")
  private ExportFormat format = ExportFormat.GRAPHML;

  @Option(
      names = "--entity",
      paramLabel = "ENTITY",
      description = "Only what is around the entity of this name or id.")
  private @Nullable String entity;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "How many hops around it: 0 to 3. Default 1.")
  private int depth = 1;

  @Override
  public Integer call() throws IOException {
    if (depth < 0 || depth > DEEPEST) {
      throw new IllegalArgumentException(
          "Cannot export " + depth + " hops: --depth must be from 0 to " + DEEPEST);
    }
    try (GraphOptions.Opened opened = graph.open(common.settings())) {
      EntityRef centre = null;
      if (entity != null) {
        Optional<EntityRef> chosen = opened.entity(entity, common);
        if (chosen.isEmpty()) {
          return 1;
        }
        centre = chosen.get();
      }
      long bytes = write(opened, centre);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("file", file.toString());
      json.put("format", format.label());
      json.put("revision", opened.viewer().revision());
      json.put("bytes", bytes);
      common.print(
          json,
          "Revision " + opened.viewer().revision() + " in " + file + ", " + bytes + " bytes.");
      return 0;
    }
  }

  /** Under another name until it is whole. */
  private long write(GraphOptions.Opened opened, @Nullable EntityRef centre) throws IOException {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        if (centre == null) {
          opened.reader().export(opened.viewer(), format, out);
        } else {
          opened.reader().export(opened.viewer(), centre, depth, format, out);
        }
      }
      long bytes = Files.size(part);
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      return bytes;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
