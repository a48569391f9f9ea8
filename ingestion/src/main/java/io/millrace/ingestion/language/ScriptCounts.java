package io.millrace.ingestion.language;

import java.lang.Character.UnicodeScript;

/**
 * How much of a text is in which script.
 *
 * @param han Han characters
 * @param kana Hiragana and Katakana characters
 * @param hangul Hangul syllables
 * @param latinWords runs of Latin letters of two or more
 * @param otherWords runs of letters in the commonest other script known here
 * @param otherLanguage the language that script stands for
 */
record ScriptCounts(
    int han, int kana, int hangul, int latinWords, int otherWords, String otherLanguage) {

  private static final UnicodeScript[] OTHER = {
    UnicodeScript.CYRILLIC,
    UnicodeScript.GREEK,
    UnicodeScript.ARABIC,
    UnicodeScript.HEBREW,
    UnicodeScript.THAI,
    UnicodeScript.DEVANAGARI
  };
  private static final String[] OTHER_LANGUAGES = {"ru", "el", "ar", "he", "th", "hi"};

  static ScriptCounts of(CharSequence text, int mostCharacters) {
    int han = 0;
    int kana = 0;
    int hangul = 0;
    int latinWords = 0;
    int latinRun = 0;
    int[] others = new int[OTHER.length];
    UnicodeScript before = UnicodeScript.COMMON;
    int end = Math.min(text.length(), mostCharacters);
    for (int index = 0; index < end; ) {
      int character = Character.codePointAt(text, index);
      index += Character.charCount(character);
      if (character < 0x80) { // most text: no table look-up
        boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
        latinRun = letter ? latinRun + 1 : 0;
        latinWords += latinRun == 2 ? 1 : 0;
        before = letter ? UnicodeScript.LATIN : UnicodeScript.COMMON;
        continue;
      }
      UnicodeScript script =
          Character.isLetter(character) ? UnicodeScript.of(character) : UnicodeScript.COMMON;
      latinRun = script == UnicodeScript.LATIN ? latinRun + 1 : 0;
      latinWords += latinRun == 2 ? 1 : 0;
      switch (script) {
        case HAN -> han++;
        case HIRAGANA, KATAKANA -> kana++;
        case HANGUL -> hangul++;
        default -> {
          for (int other = 0; other < OTHER.length; other++) {
            if (script == OTHER[other] && before != script) {
              others[other]++;
            }
          }
        }
      }
      before = script;
    }
    int most = 0;
    for (int other = 1; other < OTHER.length; other++) {
      if (others[other] > others[most]) {
        most = other;
      }
    }
    return new ScriptCounts(han, kana, hangul, latinWords, others[most], OTHER_LANGUAGES[most]);
  }
}
