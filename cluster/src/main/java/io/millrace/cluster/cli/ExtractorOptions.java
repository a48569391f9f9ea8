package io.millrace.cluster.cli;

import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import io.millrace.graph.extract.Extractor;
import io.millrace.graph.relation.RelationRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What finds names and facts. */
final class ExtractorOptions {
  @Option(
      names = "--dictionary",
      split = ",",
      paramLabel = "FILE",
      description = "YAML with names, their types and aliases, and patterns; see docs/graph.md.")
  private List<Path> dictionaries = List.of();

  Extractor extractor() throws IOException {
    return new BuiltInExtractor(Dictionary.read(dictionaries), RelationRules.builtIn());
  }
}
