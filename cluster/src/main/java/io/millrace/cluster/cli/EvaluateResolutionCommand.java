package io.millrace.cluster.cli;

import io.millrace.evaluation.extraction.Counts;
import io.millrace.evaluation.resolution.MatchedRecords;
import io.millrace.evaluation.resolution.ResolutionEvaluation;
import io.millrace.evaluation.resolution.ResolutionScore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code millrace evaluate resolution}. */
@Command(
    name = "resolution",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well records of the same thing are found.",
      "Learns from one part of the things and judges the others: precision, recall and F1 of pairs of records, B-cubed"
          + " F1 of records, and F1 of clusters that are exactly right. Columns are used by what their values are."
    },
    footer = {
      "",
      "Example:",
      "  millrace evaluate resolution --records cora/records.csv --matches cora/matches.csv --seeds 5",
      "  millrace evaluate resolution --records abt-buy/a.csv,abt-buy/b.csv --matches abt-buy/matches.csv"
    })
final class EvaluateResolutionCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 100;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--records",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description =
          "CSV file with a header, ids in its first column: one in which things have several records, or two in each"
              + " of which a thing has one.")
  private List<Path> records = new ArrayList<>();

  @Option(
      names = "--matches",
      required = true,
      paramLabel = "FILE",
      description = "CSV file with a header and two ids a row, of the first file and of the last.")
  private @Nullable Path matches;

  @Option(
      names = "--train",
      paramLabel = "SHARE",
      description = "How much of the records to learn from. Default ${DEFAULT-VALUE}.")
  private double train = 0.5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Deals things to the part to learn from and the other. Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--seeds",
      paramLabel = "COUNT",
      description = "How many seeds to try, from --seed on. Default ${DEFAULT-VALUE}.")
  private int seeds = 1;

  @Option(
      names = "--unsupervised",
      description = "Learn nothing: all records are judged, and matches serve for that alone.")
  private boolean unsupervised;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The files' encoding, as ISO-8859-1 or GB18030. Default ${DEFAULT-VALUE}.")
  private Charset encoding = StandardCharsets.UTF_8;

  @Override
  public Integer call() throws IOException {
    check();
    MatchedRecords read =
        MatchedRecords.read(
            records, Objects.requireNonNull(matches, "picocli asks for it"), encoding);
    ResolutionEvaluation evaluation = new ResolutionEvaluation(read);
    List<ResolutionScore> scores = new ArrayList<>();
    if (unsupervised) {
      scores.add(evaluation.untrained());
    } else {
      for (int i = 0; i < seeds; i++) {
        scores.add(evaluation.trained(train, seed + i));
      }
    }
    common.print(json(evaluation, scores), text(evaluation, scores));
    return 0;
  }

  private void check() {
    if (!(train > 0 && train < 1)) {
      throw wrong("Cannot learn from a share of " + train + ": it is between 0 and 1");
    }
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw wrong("Cannot try " + seeds + " seeds: 1 to " + MOST_SEEDS + " are possible");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(common.command(), message);
  }

  private Map<String, Object> json(ResolutionEvaluation evaluation, List<ResolutionScore> scores) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", records.stream().map(Path::toString).toList());
    json.put("fields", evaluation.candidates().fields());
    json.put("candidates", evaluation.candidates().size());
    json.put("candidatesARecord", evaluation.candidatesARecord());
    json.put("candidateSeconds", evaluation.candidateSeconds());
    json.put("runs", scores.stream().map(score -> json(score, unsupervised)).toList());
    json.put("pairF1", summary(scores, score -> score.pairs().f1()));
    json.put("bCubedF1", summary(scores, score -> score.bCubed().f1()));
    json.put("clusterF1", summary(scores, score -> score.clusters().f1()));
    return json;
  }

  private static Map<String, Object> json(ResolutionScore score, boolean unsupervised) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!unsupervised) {
      json.put("seed", score.seed());
      json.put("trainRecords", score.trainRecords());
    }
    json.put("testRecords", score.testRecords());
    json.put("testThings", score.testThings());
    json.put("pairs", counts(score.pairs()));
    Map<String, Object> bCubed = new LinkedHashMap<>();
    bCubed.put("precision", score.bCubed().precision());
    bCubed.put("recall", score.bCubed().recall());
    bCubed.put("f1", score.bCubed().f1());
    json.put("bCubed", bCubed);
    json.put("clusters", counts(score.clusters()));
    json.put("candidateRecall", score.candidateRecall());
    json.put("grouping", name(score));
    json.put("threshold", score.threshold());
    json.put("learnSeconds", score.learnSeconds());
    json.put("resolveSeconds", score.resolveSeconds());
    return json;
  }

  private static Map<String, Object> counts(Counts counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("precision", counts.precision());
    json.put("recall", counts.recall());
    json.put("f1", counts.f1());
    json.put("right", counts.right());
    json.put("wrong", counts.wrong());
    json.put("missed", counts.missed());
    return json;
  }

  private static Map<String, Object> summary(
      List<ResolutionScore> scores, ToDoubleFunction<ResolutionScore> value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", scores.stream().mapToDouble(value).average().orElse(0));
    json.put("lowest", scores.stream().mapToDouble(value).min().orElse(0));
    json.put("highest", scores.stream().mapToDouble(value).max().orElse(0));
    return json;
  }

  private String text(ResolutionEvaluation evaluation, List<ResolutionScore> scores) {
    StringBuilder text =
        line("fields      %s", String.join(", ", evaluation.candidates().fields()))
            .append(
                line(
                    "candidates  %d pairs, %.1f a record, in %.1f s",
                    evaluation.candidates().size(),
                    evaluation.candidatesARecord(),
                    evaluation.candidateSeconds()));
    for (ResolutionScore score : scores) {
      text.append(String.format("%n")).append(text(score));
    }
    if (scores.size() > 1) {
      text.append(String.format("%n"))
          .append(range("pairs", scores, score -> score.pairs().f1()))
          .append(range("B-cubed", scores, score -> score.bCubed().f1()))
          .append(range("clusters", scores, score -> score.clusters().f1()));
    }
    return text.toString().stripTrailing();
  }

  private StringBuilder text(ResolutionScore score) {
    StringBuilder text = new StringBuilder();
    if (unsupervised) {
      text.append(
          line(
              "without labels: all %d records of %d things judged",
              score.testRecords(), score.testThings()));
    } else {
      text.append(
          line(
              "seed %d: learned from %d records, judged %d records of %d things",
              score.seed(), score.trainRecords(), score.testRecords(), score.testThings()));
    }
    ResolutionScore.BCubed bCubed = score.bCubed();
    return text.append(
            line(
                "%-10s %9s %9s %9s %7s %7s %7s",
                "", "precision", "recall", "F1", "right", "wrong", "missed"))
        .append(line("pairs", score.pairs()))
        .append(
            line(
                "%-10s %9.4f %9.4f %9.4f",
                "B-cubed", bCubed.precision(), bCubed.recall(), bCubed.f1()))
        .append(line("clusters", score.clusters()))
        .append(
            line(
                "%.4f of the pairs to find were candidates; %s from %.3f on; learned in %.1f s, resolved in %.1f s",
                score.candidateRecall(),
                name(score),
                score.threshold(),
                score.learnSeconds(),
                score.resolveSeconds()));
  }

  private static String name(ResolutionScore score) {
    return score.grouping().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static StringBuilder range(
      String name, List<ResolutionScore> scores, ToDoubleFunction<ResolutionScore> value) {
    return line(
        "%-10s F1 %.4f on average of %d seeds, %.4f to %.4f",
        name,
        scores.stream().mapToDouble(value).average().orElse(0),
        scores.size(),
        scores.stream().mapToDouble(value).min().orElse(0),
        scores.stream().mapToDouble(value).max().orElse(0));
  }

  private static StringBuilder line(String name, Counts counts) {
    return line(
        "%-10s %9.4f %9.4f %9.4f %7d %7d %7d",
        name,
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.right(),
        counts.wrong(),
        counts.missed());
  }

  private static StringBuilder line(String format, Object... values) {
    return new StringBuilder(String.format(Locale.ROOT, format + "%n", values));
  }
}
