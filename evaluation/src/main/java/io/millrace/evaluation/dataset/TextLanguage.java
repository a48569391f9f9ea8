package io.millrace.evaluation.dataset;

/** Chinese or not, by the scripts of a text; what decides which encoder a judged text gets. */
public enum TextLanguage {
  /** Three in ten of the letters are Han, and kana does not make it Japanese. */
  CHINESE("zh"),
  /** Anything else. */
  OTHER("en");

  private final String tag;

  TextLanguage(String tag) {
    this.tag = tag;
  }

  /** BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /** The language of {@code text}, from its first 4,096 UTF-16 code units. */
  public static TextLanguage of(String text) {
    int letters = 0;
    int han = 0;
    int kana = 0;
    int point;
    for (int i = 0; i < text.length() && i < 4_096; i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (Character.isLetter(point)) {
        letters++;
        switch (Character.UnicodeScript.of(point)) {
          case HAN -> han++;
          case HIRAGANA, KATAKANA -> kana++;
          default -> {}
        }
      }
    }
    return han * 10 >= letters * 3 && han > kana ? CHINESE : OTHER;
  }
}
