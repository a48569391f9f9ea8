package io.millrace.embedding.retrieve;

/**
 * How a searcher scores.
 *
 * @param k1 BM25's saturation of term frequency
 * @param b BM25's normalisation by length, 0 to 1
 * @param fusion how lists are fused
 */
public record SearchSettings(float k1, float b, FusionSettings fusion) {
  /** k1 0.9 and b 0.4, as the published BM25 baselines of BEIR have them. */
  public static final SearchSettings DEFAULT =
      new SearchSettings(0.9f, 0.4f, FusionSettings.DEFAULT);

  public SearchSettings {
    if (!(k1 >= 0) || !(b >= 0 && b <= 1)) {
      throw new IllegalArgumentException(
          "Cannot search: BM25 with k1 " + k1 + " and b " + b + ", but k1 >= 0 and 0 <= b <= 1");
    }
  }

  /** The same with another fusion. */
  public SearchSettings with(FusionSettings other) {
    return new SearchSettings(k1, b, other);
  }
}
