package io.millrace.benchmark.corpus;

/** The languages of the texts. */
enum Language {
  ENGLISH("en"),
  CHINESE("zh");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag. */
  String tag() {
    return tag;
  }

  /** Chinese where a fifth of the characters are Han. */
  static Language of(String text) {
    long han =
        text.codePoints()
            .filter(each -> Character.UnicodeScript.of(each) == Character.UnicodeScript.HAN)
            .count();
    return han * 5 >= text.codePointCount(0, text.length()) ? CHINESE : ENGLISH;
  }
}
