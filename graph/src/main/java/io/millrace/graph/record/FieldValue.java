package io.millrace.graph.record;

import java.util.Arrays;
import java.util.List;

/**
 * A value made ready to be compared.
 *
 * <p>Terms are ids of words, sorted, without duplicates; their weights are (1 + ln count) · idf,
 * divided by the vector's length, so that a product of two is a cosine.
 */
final class FieldValue {
  static final FieldValue BLANK =
      new FieldValue("", List.of(), new int[0], new int[0], new float[0]);

  private static final int MOST_WORDS = 32;
  private static final int LONGEST_FOR_GRAMS = 400;

  final String squeezed;
  final String[] words;
  final int[] wordTerms;
  final int[] terms;
  final float[] weights;
  final int[] grams;
  final double[] numbers;

  /** The digits of the value, one after another: pages "23-37" are also written "2337". */
  final String digits;

  /**
   * @param normal the normal form
   * @param words its words in their order
   * @param wordTerms the id of each word
   * @param terms the ids, sorted, without duplicates
   * @param weights of the terms, of length 1
   */
  FieldValue(String normal, List<String> words, int[] wordTerms, int[] terms, float[] weights) {
    this.squeezed = NormalText.squeezed(normal);
    int kept = Math.min(MOST_WORDS, words.size());
    this.words = words.subList(0, kept).toArray(String[]::new);
    this.wordTerms = Arrays.copyOf(wordTerms, kept);
    this.terms = terms;
    this.weights = weights;
    this.grams = grams(normal);
    this.numbers = Numbers.in(normal);
    this.digits = squeezed.replaceAll("[^0-9]", "");
  }

  boolean isBlank() {
    return terms.length == 0;
  }

  double cosine(FieldValue other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < terms.length && j < other.terms.length) {
      if (terms[i] == other.terms[j]) {
        sum += weights[i++] * other.weights[j++];
      } else if (terms[i] < other.terms[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Math.min(1, sum);
  }

  /** How much of this value's weight, by idf, lies in words that the other has. */
  double within(FieldValue other, float[] idf) {
    double common = 0;
    double all = 0;
    int j = 0;
    for (int term : terms) {
      while (j < other.terms.length && other.terms[j] < term) {
        j++;
      }
      all += idf[term];
      common += j < other.terms.length && other.terms[j] == term ? idf[term] : 0;
    }
    return all == 0 ? 0 : common / all;
  }

  /** The highest idf among words that both have; 0 without one. */
  double rarestCommon(FieldValue other, float[] idf) {
    double rarest = 0;
    int j = 0;
    for (int term : terms) {
      while (j < other.terms.length && other.terms[j] < term) {
        j++;
      }
      if (j < other.terms.length && other.terms[j] == term) {
        rarest = Math.max(rarest, idf[term]);
      }
    }
    return rarest;
  }

  /** Hashes of three neighbouring characters each; blanks stand around the text. */
  private static int[] grams(String normal) {
    String text = " " + normal.substring(0, Math.min(LONGEST_FOR_GRAMS, normal.length())) + " ";
    if (text.length() < 3) {
      return new int[0];
    }
    int[] grams = new int[text.length() - 2];
    for (int i = 0; i < grams.length; i++) {
      grams[i] = (text.charAt(i) * 31 + text.charAt(i + 1)) * 0x10001 + text.charAt(i + 2);
    }
    return Arrays.stream(grams).sorted().distinct().toArray();
  }
}
