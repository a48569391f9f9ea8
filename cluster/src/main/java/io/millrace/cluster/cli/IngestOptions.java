package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.embedding.ChosenEncoders;
import io.millrace.embedding.encode.Encoders;
import io.millrace.ingestion.IngestConfig;
import io.millrace.ingestion.chunk.ChunkerSettings;
import io.millrace.ingestion.parse.ParserLimits;
import io.millrace.ingestion.write.ParsedProcessing;
import io.millrace.ingestion.write.Processing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is ingested, and how. */
final class IngestOptions {
  @Option(
      names = "--source",
      required = true,
      arity = "1..*",
      split = ",",
      paramLabel = "URI",
      description =
          "Files, folders or globs of the source: paths or URIs of any Hadoop file system.")
  private List<String> source = List.of();

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "The source's name, by which it is found again. Default: its URIs.")
  private @Nullable String name;

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "G",
      description = "Who may see the documents. Default public.")
  private List<String> groups = List.of("public");

  @Option(
      names = "--meta",
      paramLabel = "K=V",
      description = "Metadata for every document of the source; may be repeated.")
  private Map<String, String> metadata = Map.of();

  @Option(
      names = "--chunker",
      paramLabel = "S",
      description = "structure, fixed or recursive. Default structure.")
  private @Nullable String strategy;

  @Option(
      names = "--chunk-size",
      paramLabel = "TOKENS",
      description = "Tokens of text a chunk has at most. Default 256.")
  private @Nullable String size;

  @Option(
      names = "--chunk-overlap",
      paramLabel = "TOKENS",
      description = "Tokens repeated between neighbours. Default 32.")
  private @Nullable String overlap;

  @Option(
      names = "--allow-deletes",
      description =
          "Also delete where more than 30 %% of the source (and more than 10 documents) are gone.")
  private boolean allowDeletes;

  /** What was given, by setting. */
  Map<String, @Nullable String> flags() {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.put("chunker.strategy", strategy);
    flags.put("chunker.size", size);
    flags.put("chunker.overlap", overlap);
    return flags;
  }

  IngestConfig config(Settings settings, IngestConfig.Mode mode, LeaseWait leaseWait) {
    return new IngestConfig(
        name,
        source,
        groups,
        metadata,
        processing(settings),
        mode,
        allowDeletes ? IngestConfig.Deletes.ALLOWED : IngestConfig.Deletes.GUARDED,
        leaseWait);
  }

  /** Parser, cleaner and chunker as the settings have them. */
  static Processing processing(Settings settings) {
    ChosenEncoders encoders = ChosenEncoders.of(settings.encoder(), Encoders.models());
    return new ParsedProcessing(
        Objects.requireNonNull(
            System.getProperty("millrace.parsers"), "the launcher sets millrace.parsers"),
        new ParserLimits(
            settings.parser().heap(),
            settings.parser().timeout(),
            (int) Math.min(Integer.MAX_VALUE, settings.parser().maxText()),
            settings.parser().maxFile()),
        new ChunkerSettings(
            ChunkerSettings.Strategy.valueOf(settings.chunker().strategy().name()),
            settings.chunker().size(),
            settings.chunker().overlap(),
            encoders.maxTokens()),
        encoders.tokenizers().stream().map(Path::toString).toList());
  }
}
