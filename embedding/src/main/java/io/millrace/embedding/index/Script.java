package io.millrace.embedding.index;

import java.lang.Character.UnicodeScript;

/** Which scripts a text is written in. */
public final class Script {
  private Script() {}

  /** Whether a character belongs to a Chinese, Japanese or Korean script. */
  public static boolean isCjk(int codePoint) {
    if (codePoint < 0x1100) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(codePoint);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.HANGUL
        || script == UnicodeScript.BOPOMOFO;
  }

  /** Whether any character belongs to a Chinese, Japanese or Korean script. */
  public static boolean hasCjk(String text) {
    return text.codePoints().anyMatch(Script::isCjk);
  }

  /**
   * The share of Chinese, Japanese and Korean characters among these and the words of other
   * scripts, from 0 to 1; 0 for a text without either. A character counts as much as a word, since
   * a Chinese word has about two characters and carries about as much as an English one with its
   * function words.
   */
  public static double cjkShare(String text) {
    long cjk = 0;
    long words = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      boolean isCjk = isCjk(codePoint);
      boolean isWord = !isCjk && Character.isLetter(codePoint);
      if (isCjk) {
        cjk++;
      } else if (isWord && !inWord) {
        words++;
      }
      inWord = isWord || (inWord && Character.isDigit(codePoint));
    }
    return cjk + words == 0 ? 0 : (double) cjk / (cjk + words);
  }
}
