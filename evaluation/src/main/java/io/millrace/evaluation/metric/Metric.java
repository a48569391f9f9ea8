package io.millrace.evaluation.metric;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One measure of a ranking, computed by trec_eval's rules.
 *
 * <ul>
 *   <li>{@code ndcg}: gain is the grade itself, discount log2(rank + 1), the ideal list cut at the
 *       same depth (Järvelin and Kekäläinen 2002).
 *   <li>{@code recall}, {@code map}: divided by all relevant documents, also where the depth cannot
 *       hold them.
 *   <li>{@code p}: divided by the depth, also where fewer documents were retrieved.
 *   <li>{@code mrr}: reciprocal rank of the first relevant document, 0 beyond the depth.
 *   <li>{@code success}: 1 where a relevant document is within the depth.
 *   <li>{@code bpref}: Buckley and Voorhees 2004; only grade 0 counts as judged not relevant.
 * </ul>
 *
 * @param kind what is measured
 * @param depth how many documents from the top count, or {@link #WHOLE}
 */
public record Metric(Kind kind, int depth) {

  /** The whole ranking counts. */
  public static final int WHOLE = Integer.MAX_VALUE;

  /** What reports lead with. */
  public static final Metric NDCG_10 = new Metric(Kind.NDCG, 10);

  /** The measures of every retrieval report, in order. */
  public static final List<Metric> REPORTED =
      List.of(
          NDCG_10,
          new Metric(Kind.RECALL, 100),
          new Metric(Kind.MAP, WHOLE),
          new Metric(Kind.MRR, 10),
          new Metric(Kind.P, 5));

  private static final Pattern NAME = Pattern.compile("([a-z]+)(?:@([1-9][0-9]{0,5}))?");

  /** The kinds of measure. */
  public enum Kind {
    NDCG,
    RECALL,
    MAP,
    MRR,
    P,
    SUCCESS,
    BPREF
  }

  public Metric {
    if (depth < 1) {
      throw new IllegalArgumentException(
          "Cannot measure " + kind + ": depth " + depth + " is less than 1");
    }
    boolean needsDepth = kind == Kind.P || kind == Kind.RECALL || kind == Kind.SUCCESS;
    if (needsDepth && depth == WHOLE) {
      throw new IllegalArgumentException(
          "Cannot measure " + kind + ": it needs a depth, as in @10");
    }
    if (kind == Kind.BPREF && depth != WHOLE) {
      throw new IllegalArgumentException(
          "Cannot measure BPREF: it has no depth, but " + depth + " was given");
    }
  }

  /**
   * Reads a name such as {@code ndcg@10}, {@code map}, {@code bpref}; case does not matter.
   *
   * @throws IllegalArgumentException where no such measure exists
   */
  public static Metric of(String name) {
    Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(matcher.group(1))) {
          return new Metric(
              kind, matcher.group(2) == null ? WHOLE : Integer.parseInt(matcher.group(2)));
        }
      }
    }
    throw new IllegalArgumentException(
        "Cannot use metric "
            + name
            + ": known are ndcg, recall, map, mrr, p, success (@depth) and bpref");
  }

  /** The name, as {@code ndcg@10}. */
  public String label() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return depth == WHOLE ? name : name + "@" + depth;
  }

  /**
   * Measures one query.
   *
   * @param ranking retrieved documents in trec_eval's order, as in {@link Run}
   * @param grades document id → grade
   * @return from 0 to 1; 0 where no document is relevant
   */
  public double of(List<ScoredDocument> ranking, Map<String, Integer> grades) {
    int relevant = 0;
    for (int grade : grades.values()) {
      relevant += grade > 0 ? 1 : 0;
    }
    if (relevant == 0) {
      return 0;
    }
    return switch (kind) {
      case NDCG -> gain(ranking, grades) / idealGain(grades);
      case RECALL -> found(ranking, grades) / (double) relevant;
      case MAP -> precisionSum(ranking, grades) / relevant;
      case MRR -> reciprocalRank(ranking, grades);
      case P -> found(ranking, grades) / (double) depth;
      case SUCCESS -> found(ranking, grades) > 0 ? 1 : 0;
      case BPREF -> preferenceSum(ranking, grades, relevant) / relevant;
    };
  }

  private int cut(int size) {
    return Math.min(depth, size);
  }

  private static boolean isRelevant(ScoredDocument document, Map<String, Integer> grades) {
    return grades.getOrDefault(document.document(), 0) > 0;
  }

  private double gain(List<ScoredDocument> ranking, Map<String, Integer> grades) {
    double sum = 0;
    for (int i = 0; i < cut(ranking.size()); i++) {
      int grade = grades.getOrDefault(ranking.get(i).document(), 0);
      if (grade > 0) {
        sum += grade / discount(i);
      }
    }
    return sum;
  }

  private double idealGain(Map<String, Integer> grades) {
    int[] sorted = grades.values().stream().mapToInt(grade -> -grade).sorted().toArray();
    double sum = 0;
    for (int i = 0; i < cut(sorted.length) && sorted[i] < 0; i++) {
      sum += -sorted[i] / discount(i);
    }
    return sum;
  }

  /** log2(rank + 1), where rank is {@code index} + 1. */
  private static double discount(int index) {
    return Math.log(index + 2.0) / Math.log(2);
  }

  private int found(List<ScoredDocument> ranking, Map<String, Integer> grades) {
    int found = 0;
    for (int i = 0; i < cut(ranking.size()); i++) {
      found += isRelevant(ranking.get(i), grades) ? 1 : 0;
    }
    return found;
  }

  private double precisionSum(List<ScoredDocument> ranking, Map<String, Integer> grades) {
    double sum = 0;
    int found = 0;
    for (int i = 0; i < cut(ranking.size()); i++) {
      if (isRelevant(ranking.get(i), grades)) {
        found++;
        sum += found / (i + 1.0);
      }
    }
    return sum;
  }

  private double reciprocalRank(List<ScoredDocument> ranking, Map<String, Integer> grades) {
    for (int i = 0; i < cut(ranking.size()); i++) {
      if (isRelevant(ranking.get(i), grades)) {
        return 1 / (i + 1.0);
      }
    }
    return 0;
  }

  /**
   * Sum over retrieved relevant documents of 1 - min(n, R) / min(N, R), where n not relevant
   * documents were judged above it, N in all, and R are relevant.
   */
  private static double preferenceSum(
      List<ScoredDocument> ranking, Map<String, Integer> grades, int relevant) {
    int bound =
        Math.min(relevant, (int) grades.values().stream().filter(grade -> grade == 0).count());
    double sum = 0;
    int above = 0;
    for (ScoredDocument document : ranking) {
      Integer grade = grades.get(document.document());
      if (grade == null) {
        continue;
      }
      if (grade > 0) {
        sum += above == 0 ? 1 : 1 - Math.min(above, relevant) / (double) bound;
      } else if (grade == 0) {
        above++;
      }
    }
    return sum;
  }
}
