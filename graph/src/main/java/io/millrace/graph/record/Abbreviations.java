package io.millrace.graph.record;

/**
 * Words that are short for others: "comput" for "computational", "stoc" for "symposium on theory of
 * computing", "colt" for "computational learning theory".
 */
final class Abbreviations {
  private static final int SHORTEST_BEGINNING = 3;
  private static final int SHORTEST_ACRONYM = 3;
  private static final int LONGEST_ACRONYM = 6;

  private Abbreviations() {}

  /**
   * How much of a value's weight, by idf, lies in words that the other value has, begins, continues
   * or spells out.
   */
  static double within(FieldValue value, FieldValue other, float[] idf) {
    double common = 0;
    double all = 0;
    boolean[] spelled = new boolean[value.words.length];
    boolean[] has = new boolean[value.words.length];
    for (int j = 0; j < other.words.length; j++) {
      spell(other.words[j], value.words, spelled);
    }
    for (int i = 0; i < value.words.length; i++) {
      has[i] = spelled[i] || has(value.words[i], value.wordTerms[i], other);
      float weight = idf[value.wordTerms[i]];
      all += weight;
      common += has[i] ? weight : 0;
    }
    return all == 0 ? Double.NaN : common / all;
  }

  private static boolean has(String word, int term, FieldValue other) {
    for (int j = 0; j < other.words.length; j++) {
      if (term == other.wordTerms[j] || begins(word, other.words[j])) {
        return true;
      }
    }
    return spell(word, other.words, new boolean[other.words.length]);
  }

  private static boolean begins(String a, String b) {
    return Math.min(a.length(), b.length()) >= SHORTEST_BEGINNING
        && (a.startsWith(b) || b.startsWith(a));
  }

  /**
   * Whether an acronym is made of first letters, and letters that follow them, of consecutive words
   * in their order; small words may be left out. Marks the words it stands for.
   */
  private static boolean spell(String acronym, String[] words, boolean[] spelled) {
    if (acronym.length() < SHORTEST_ACRONYM
        || acronym.length() > LONGEST_ACRONYM
        || !acronym.chars().allMatch(Character::isLetter)) {
      return false;
    }
    for (int first = 0; first < words.length; first++) {
      int end = spelledUntil(acronym, words, first);
      if (end - first >= 2) {
        for (int i = first; i < end; i++) {
          spelled[i] = true;
        }
        return true;
      }
    }
    return false;
  }

  /** The end of the words that an acronym stands for, from the first on; 0 where it does not. */
  private static int spelledUntil(String acronym, String[] words, int first) {
    int at = 0;
    int word = first;
    int skipped = 0;
    while (at < acronym.length() && word < words.length && skipped <= 1) {
      int common = Math.min(2, Similarity.commonPrefix(acronym.substring(at), words[word]));
      if (common == 0) {
        if (at == 0) {
          return 0;
        }
        skipped++;
      } else {
        int next = word + 1 < words.length ? words[word + 1].charAt(0) : 0;
        boolean one = common == 2 && acronym.charAt(at + 1) == next;
        at += one ? 1 : common;
        skipped = 0;
      }
      word++;
    }
    return at == acronym.length() ? word : 0;
  }
}
