package io.millrace.evaluation;

import io.millrace.evaluation.metric.Bootstrap;
import io.millrace.evaluation.metric.Interval;
import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.Qrels;
import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.ScoredDocument;
import io.millrace.evaluation.metric.Scores;
import io.millrace.evaluation.metric.TrecFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints nDCG@10 of fused runs over a grid of rank constants and weights, for report folders with
 * {@code bm25.run}, {@code dense.run} and {@code qrels.txt}: what the fusion's constants were
 * chosen from. Only ever given development data.
 */
final class FusionTuning {
  private static final double[] CONSTANTS = {0, 2, 5, 10, 20, 40, 60, 100};
  private static final double[] DENSE_SHARES = {
    0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9
  };

  private FusionTuning() {}

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      Path path = Path.of(folder);
      Qrels qrels = TrecFiles.readQrels(path.resolve("qrels.txt"));
      Run bm25 = TrecFiles.readRun(path.resolve("bm25.run"));
      Run dense = TrecFiles.readRun(path.resolve("dense.run"));
      System.out.println(path);
      System.out.printf(
          Locale.ROOT, "bm25 %s  dense %s%n", measure(bm25, qrels), measure(dense, qrels));
      System.out.print("dense share");
      for (double constant : CONSTANTS) {
        System.out.printf(Locale.ROOT, "  c=%-5.0f", constant);
      }
      System.out.println();
      for (double share : DENSE_SHARES) {
        System.out.printf(Locale.ROOT, "%-11.2f", share);
        for (double constant : CONSTANTS) {
          Run fused = fuse(bm25, 1 - share, dense, share, constant, qrels);
          Scores scores = Scores.of(fused, qrels, List.of(Metric.NDCG_10));
          System.out.printf(Locale.ROOT, "  %.4f ", scores.mean(Metric.NDCG_10));
        }
        System.out.println();
      }
    }
  }

  private static String measure(Run run, Qrels qrels) {
    Scores scores = Scores.of(run, qrels, List.of(Metric.NDCG_10));
    Interval interval = Bootstrap.of(scores.all(Metric.NDCG_10));
    return String.format(
        Locale.ROOT,
        "%.4f [%.4f, %.4f]",
        scores.mean(Metric.NDCG_10),
        interval.low(),
        interval.high());
  }

  private static Run fuse(
      Run one, double oneWeight, Run other, double otherWeight, double constant, Qrels qrels) {
    Map<String, List<ScoredDocument>> rankings = new LinkedHashMap<>();
    for (String query : qrels.queries()) {
      Map<String, Double> sums = new HashMap<>();
      add(sums, one.of(query), oneWeight, constant);
      add(sums, other.of(query), otherWeight, constant);
      List<ScoredDocument> fused = new ArrayList<>();
      sums.forEach((id, sum) -> fused.add(new ScoredDocument(id, sum.floatValue())));
      rankings.put(query, fused);
    }
    return new Run("fused", rankings);
  }

  private static void add(
      Map<String, Double> sums, List<ScoredDocument> ranking, double weight, double constant) {
    for (int i = 0; i < ranking.size(); i++) {
      sums.merge(ranking.get(i).document(), weight / (constant + i + 1), Double::sum);
    }
  }
}
