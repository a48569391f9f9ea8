package io.millrace.graph.name;

import java.lang.Character.UnicodeScript;

/** Which scripts a character is of. */
public final class Scripts {
  private static final int FIRST_WIDE = 0x2E80;

  private Scripts() {}

  /** Whether words of this character's script have no blanks between them. */
  public static boolean isEastAsian(int character) {
    if (character < FIRST_WIDE) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(character);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA;
  }

  /** Whether a stretch of text has a Chinese character. */
  public static boolean hasHan(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char character = text.charAt(i);
      if (character >= FIRST_WIDE && UnicodeScript.of(character) == UnicodeScript.HAN) {
        return true;
      }
    }
    return false;
  }
}
