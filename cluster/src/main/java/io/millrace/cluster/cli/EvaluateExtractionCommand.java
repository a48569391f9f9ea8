package io.millrace.cluster.cli;

import io.millrace.evaluation.extraction.Counts;
import io.millrace.evaluation.extraction.EntityEvaluation;
import io.millrace.evaluation.extraction.LabelledFile;
import io.millrace.evaluation.extraction.LabelledNames;
import io.millrace.evaluation.extraction.RelationEvaluation;
import io.millrace.evaluation.extraction.RelationScore;
import io.millrace.evaluation.extraction.TypeNames;
import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import io.millrace.graph.relation.RelationRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace evaluate extraction}. */
@Command(
    name = "extraction",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what the built-in extractor finds on labelled texts.",
      "Names: precision, recall and F1 of exact spans with their types. Relations: the official score of SemEval-2010"
          + " task 8, macro-averaged F1 with directions."
    },
    footer = {
      "",
      "Example:",
      "  millrace evaluate extraction --entities wnut17/test.jsonl --names-from wnut17/train.jsonl",
      "  millrace evaluate extraction --relations semeval2010-task8/test.jsonl --proposed answers.txt"
    })
final class EvaluateExtractionCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(multiplicity = "1")
  private Data data = new Data();

  /** What is judged: one of the two. */
  static final class Data {
    @Option(
        names = "--entities",
        paramLabel = "FILE",
        description = "JSON lines {id, text, entities: [{start, end, type}, …]}.")
    private @Nullable Path entities;

    @Option(
        names = "--relations",
        paramLabel = "FILE",
        description = "JSON lines {id, text, e1: {start, end}, e2: {start, end}, relation}.")
    private @Nullable Path relations;
  }

  @Option(
      names = "--names-from",
      paramLabel = "FILE",
      description =
          "With --entities: labelled texts whose names become a dictionary; the training half, never what is judged.")
  private @Nullable Path namesFrom;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "THEIRS=OURS",
      description =
          "What the data set calls person, organization, place, product, work. Known are the usual names.")
  private Map<String, String> types = new LinkedHashMap<>();

  @Option(
      names = "--proposed",
      paramLabel = "FILE",
      description = "With --relations: where to write the answers for the task's own scorer.")
  private @Nullable Path proposed;

  @Override
  public Integer call() throws IOException {
    if (data.entities != null) {
      entities(data.entities);
    } else {
      relations(Objects.requireNonNull(data.relations, "picocli asks for one of the two"));
    }
    return 0;
  }

  private void entities(Path file) throws IOException {
    Map<String, String> mapped = new TreeMap<>(TypeNames.known());
    mapped.putAll(types);
    Dictionary dictionary =
        namesFrom == null
            ? Dictionary.EMPTY
            : LabelledNames.dictionary(LabelledFile.entities(namesFrom), mapped);
    BuiltInExtractor extractor = new BuiltInExtractor(dictionary);
    EntityEvaluation.Result result =
        new EntityEvaluation(extractor, mapped).run(LabelledFile.entities(file));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.toString());
    json.put("texts", result.texts());
    json.put("textsASecond", result.textsASecond());
    json.put("all", scores(result.all()));
    Map<String, Object> byType = new LinkedHashMap<>();
    result.byType().forEach((type, counts) -> byType.put(type, scores(counts)));
    json.put("types", byType);
    StringBuilder text = header();
    result.byType().forEach((type, counts) -> text.append(line(type, counts)));
    text.append(line("all", result.all()))
        .append(
            String.format(
                Locale.ROOT,
                "%n%d texts, %.0f a second by one thread",
                result.texts(),
                result.textsASecond()));
    common.print(json, text.toString());
  }

  private void relations(Path file) throws IOException {
    RelationScore score =
        new RelationEvaluation(RelationRules.nominal())
            .run(LabelledFile.relations(file), Optional.ofNullable(proposed));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.toString());
    json.put("macroF1", score.macroF1());
    Map<String, Object> byRelation = new LinkedHashMap<>();
    score.byRelation().forEach((relation, counts) -> byRelation.put(relation, scores(counts)));
    json.put("relations", byRelation);
    StringBuilder text = header();
    score.byRelation().forEach((relation, counts) -> text.append(line(relation, counts)));
    text.append(String.format(Locale.ROOT, "%nmacro-averaged F1 %.4f", score.macroF1()));
    common.print(json, text.toString());
  }

  private static Map<String, Object> scores(Counts counts) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("precision", counts.precision());
    scores.put("recall", counts.recall());
    scores.put("f1", counts.f1());
    scores.put("right", counts.right());
    scores.put("wrong", counts.wrong());
    scores.put("missed", counts.missed());
    return scores;
  }

  private static StringBuilder header() {
    return new StringBuilder(
        String.format(
            Locale.ROOT,
            "%-20s %9s %9s %9s %7s %7s %7s%n",
            "",
            "precision",
            "recall",
            "F1",
            "right",
            "wrong",
            "missed"));
  }

  private static String line(String name, Counts counts) {
    return String.format(
        Locale.ROOT,
        "%-20s %9.4f %9.4f %9.4f %7d %7d %7d%n",
        name,
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.right(),
        counts.wrong(),
        counts.missed());
  }
}
