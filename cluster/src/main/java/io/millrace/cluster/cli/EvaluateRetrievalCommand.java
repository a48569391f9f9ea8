package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.evaluation.EvaluationResult;
import io.millrace.evaluation.RetrievalEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
      "  millrace evaluate retrieval --questions samples/questions.jsonl --json"
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
      description = "bm25, dense, hybrid. Default all three.")
  private List<Mode> modes = List.of(Mode.values());

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
    Progress progress = Progress.to(common.err());
    Path beir = data.beir;
    EvaluationResult result =
        beir != null
            ? new RetrievalEvaluation(
                    new RetrievalEvaluation.Config(
                        beir,
                        split,
                        modes,
                        settings.encoder().model().orElse(null),
                        maxTokens,
                        Precision.valueOf(settings.encoder().precision().name()),
                        SearchSettings.DEFAULT,
                        Encoders.models(),
                        WarehouseFolders.of(settings.warehouse()).cache().resolve("evaluation")),
                    progress::report)
                .run()
            : null;
    return 0;
  }
}
