package io.millrace.cluster.cli;

import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import io.millrace.graph.extract.PortableExtractor;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What finds names and facts. */
final class ExtractorOptions {
  @Option(
      names = "--dictionary",
      split = ",",
      paramLabel = "FILE",
      description =
          "YAML with names, their types and aliases, and patterns of names, relations and events; see docs/graph-extraction.md.")
  private List<Path> dictionaries = List.of();

  PortableExtractor extractor() {
    return new BuiltInExtractor(Dictionary.read(dictionaries));
  }
}
