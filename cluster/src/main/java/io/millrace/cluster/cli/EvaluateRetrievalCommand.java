package io.millrace.cluster.cli;

import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.PassageRanking;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.evaluation.EvaluationResult;
import io.millrace.evaluation.QuestionEvaluation;
import io.millrace.evaluation.RetrievalEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace evaluate retrieval}. */
@Command(
    name = "retrieval",
    mixinStandardHelpOptions = true,
    description = {
      "Measures retrieval: nDCG@10, recall@100, MAP, MRR@10 and P@5, per mode, with a report.",
      "On a BEIR folder (corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv) it builds an index of its own and changes nothing"
          + " of the warehouse; on a question file it asks the newest generation."
    },
    footer = {
      "",
      "Example:",
      "  millrace evaluate retrieval --beir ~/data/scifact",
      "  millrace evaluate retrieval --beir ~/data/scifact --model all-MiniLM-L6-v2 --max-tokens 256 --mode dense",
      "  millrace evaluate retrieval --questions samples/questions.jsonl --json",
      "  millrace evaluate retrieval --questions samples/questions.jsonl --mode hybrid,graph,hybrid-graph"
    })
final class EvaluateRetrievalCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private EncoderOptions encoder = new EncoderOptions();

  @ArgGroup(multiplicity = "1")
  private Data data = new Data();

  /** What is judged: one of the two. */
  static final class Data {
    @Option(names = "--beir", paramLabel = "DIR", description = "A data set in BEIR's layout.")
    private @Nullable Path beir;

    @Option(
        names = "--questions",
        paramLabel = "FILE",
        description =
            "JSON lines {id, question, language, documents: [URI or path suffix, …], answer?}.")
    private @Nullable Path questions;
  }

  @Option(
      names = "--split",
      paramLabel = "S",
      description = "Which judgments of a BEIR folder. Default test.")
  private String split = "test";

  @Option(
      names = "--mode",
      split = ",",
      paramLabel = "MODE",
      description =
          "bm25, dense, hybrid; with --questions also graph, hybrid-graph. Default the first three.")
  private List<Mode> modes = Mode.ofIndex();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Where passages of a BEIR folder are cut off. Default: the encoder's limit.")
  private int maxTokens;

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "G",
      description = "Whose eyes, with --questions. Default public.")
  private Set<String> groups = Set.of("public");

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings(encoder.flags());
    WarehouseFolders warehouse = WarehouseFolders.of(settings);
    Progress progress = Progress.to(common.err());
    EvaluationResult result =
        data.beir != null
            ? beir(settings, warehouse, data.beir, progress)
            : questions(
                settings,
                warehouse,
                Objects.requireNonNull(data.questions, "picocli asks for one of the two"),
                modes,
                groups,
                progress);
    common.print(Map.of("results", result.results()), EvaluationText.of(result));
    return 0;
  }

  private EvaluationResult beir(
      Settings settings, WarehouseFolders warehouse, Path folder, Progress progress)
      throws IOException {
    RetrievalEvaluation.Config config =
        new RetrievalEvaluation.Config(
            folder,
            split,
            modes,
            settings.encoder().model().orElse(null),
            maxTokens,
            Precision.valueOf(settings.encoder().precision().name()),
            SearchSettings.DEFAULT,
            Encoders.models(),
            cache(warehouse));
    return new RetrievalEvaluation(config, progress::report).run();
  }

  /** Asks the newest generation the questions of a file. */
  static EvaluationResult questions(
      Settings settings,
      WarehouseFolders warehouse,
      Path questions,
      List<Mode> modes,
      Set<String> groups,
      Progress progress)
      throws IOException {
    Manifest newest = PublishCommand.generation(warehouse, null);
    if (modes.stream().noneMatch(Mode::usesGraph)) {
      return questions(
          settings, warehouse, questions, modes, groups, newest, question -> List.of(), progress);
    }
    try (GraphOptions.Opened graph = GraphOptions.open(settings, groups, newest.revision())) {
      return questions(
          settings, warehouse, questions, modes, groups, newest, graph::rank, progress);
    }
  }

  private static EvaluationResult questions(
      Settings settings,
      WarehouseFolders warehouse,
      Path questions,
      List<Mode> modes,
      Set<String> groups,
      Manifest newest,
      PassageRanking graph,
      Progress progress)
      throws IOException {
    String generation = newest.generation();
    QuestionEvaluation.Config config =
        new QuestionEvaluation.Config(
            questions,
            new Generations(warehouse.index()).path(generation),
            modes,
            groups,
            SearchSettings.DEFAULT,
            LiveSearch.encoders(warehouse, generation, settings.encoder(), Set.copyOf(modes)),
            graph,
            cache(warehouse));
    return new QuestionEvaluation(config, progress::report).run();
  }

  private static Path cache(WarehouseFolders warehouse) {
    return warehouse.cache().resolve("evaluation");
  }
}
