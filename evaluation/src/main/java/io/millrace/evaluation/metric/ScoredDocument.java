package io.millrace.evaluation.metric;

import java.util.Comparator;

/**
 * One retrieved document.
 *
 * @param document document id
 * @param score higher is better; single precision, as trec_eval compares it
 */
public record ScoredDocument(String document, float score) {

  /** trec_eval's order: highest score first, ties by document id descending in UTF-8 byte order. */
  public static final Comparator<ScoredDocument> TREC_ORDER =
      Comparator.comparingDouble(ScoredDocument::score)
          .thenComparing(ScoredDocument::document, ScoredDocument::compareCodePoints)
          .reversed();

  public ScoredDocument {
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException(
          "Cannot rank document " + document + ": its score is not a number");
    }
  }

  /**
   * Order of code points, which is that of UTF-8 bytes; {@link String#compareTo} differs from both
   * where surrogate pairs meet characters from U+E000 to U+FFFF.
   */
  private static int compareCodePoints(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogateA = Character.isSurrogate(a);
        boolean surrogateB = Character.isSurrogate(b);
        return surrogateA == surrogateB
            ? Character.compare(a, b)
            : Boolean.compare(surrogateA, surrogateB);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
