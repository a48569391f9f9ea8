package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Script;

/** The language of a question, told by its scripts alone: questions are too short for more. */
enum QueryLanguage {
  ENGLISH,
  CHINESE,
  MIXED;

  private static final double MOSTLY = 0.75;
  private static final double HARDLY = 0.2;

  /**
   * Chinese where at least three quarters of the words (a character counts as one) are, English
   * where at most a fifth, else mixed. So a Chinese question with a product's name in it is
   * Chinese, and an English one about a Chinese word is English.
   */
  static QueryLanguage of(String query) {
    double share = Script.cjkShare(query);
    if (share >= MOSTLY) {
      return CHINESE;
    }
    return share <= HARDLY ? ENGLISH : MIXED;
  }
}
