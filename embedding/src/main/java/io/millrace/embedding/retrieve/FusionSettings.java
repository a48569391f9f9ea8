package io.millrace.embedding.retrieve;

/**
 * The constants of weighted reciprocal rank fusion (Cormack, Clarke, Büttcher: Reciprocal Rank
 * Fusion Outperforms Condorcet and Individual Rank Learning Methods, SIGIR 2009). A passage scores
 * the sum over lists of weight / (rankConstant + rank), ranks from 1; lists that do not have it add
 * nothing.
 *
 * @param rankConstant larger values make the first ranks count less against the others; 60 in the
 *     paper
 * @param depth least length of a list, a quarter of it for an encoder that counts less than the
 *     question's own; where more hits are asked for, lists are as long as those
 * @param english weights for English questions
 * @param chinese weights for Chinese questions
 * @param mixed weights for questions in both
 * @param crossLanguage what the list of an encoder of another language than the question's counts
 *     against {@link Weights#dense}, 0 to 1; 0 leaves such lists out
 * @param graph weight of the list of the knowledge graph, where the mode has one
 */
public record FusionSettings(
    double rankConstant,
    int depth,
    Weights english,
    Weights chinese,
    Weights mixed,
    double crossLanguage,
    double graph) {

  /**
   * Rank constant 10, lists of 200, other languages a tenth. In Chinese the vectors' list counts a
   * quarter of the full-text list, chosen on CMRC 2018 (development set); see
   * docs/retrieval-evaluation.md. The graph's tenth is not tuned.
   */
  public static final FusionSettings DEFAULT =
      new FusionSettings(
          10, 200, new Weights(1, 1), new Weights(1, 0.25), new Weights(1, 0.5), 0.1, 0.1);

  public FusionSettings {
    if (!(rankConstant >= 0)
        || depth < 1
        || !(crossLanguage >= 0 && crossLanguage <= 1)
        || !(graph >= 0)) {
      throw new IllegalArgumentException(
          "Cannot fuse: rank constant "
              + rankConstant
              + ", depth "
              + depth
              + ", cross-language weight "
              + crossLanguage
              + " and weight of the graph "
              + graph
              + " must be at least 0, at least 1, from 0 to 1 and at least 0");
    }
  }

  /**
   * What the lists of a hybrid search count.
   *
   * @param bm25 weight of the full-text list
   * @param dense weight of the list of the question's own encoder
   */
  public record Weights(double bm25, double dense) {
    public Weights {
      if (!(bm25 >= 0 && dense >= 0)) {
        throw new IllegalArgumentException(
            "Cannot fuse: weights " + bm25 + " and " + dense + " must not be negative");
      }
    }
  }

  Weights weights(QueryLanguage language) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
      case MIXED -> mixed;
    };
  }
}
