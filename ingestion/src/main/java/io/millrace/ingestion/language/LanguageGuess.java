package io.millrace.ingestion.language;

/**
 * The language of a text as a BCP 47 tag. Scripts decide first: kana is {@code ja}, Hangul {@code
 * ko}, and Han is {@code zh} where it carries at least a third as many words as the Latin script,
 * so that a Chinese paragraph full of English terms stays Chinese (a Han character counts as half a
 * word). Cyrillic, Greek, Arabic, Hebrew, Thai and Devanagari name their commonest language. Latin
 * text is told by its function words among {@code en}, {@code de}, {@code fr}, {@code es}, {@code
 * it}, {@code pt} and {@code nl}; {@code und} where there is no evidence.
 */
public final class LanguageGuess {
  /** The tag of a text whose language cannot be told. */
  public static final String UNKNOWN = "und";

  private static final int MOST_CHARACTERS = 20_000;

  private LanguageGuess() {}

  /** The language of {@code text}, judged by at most its first 20,000 characters. */
  public static String of(CharSequence text) {
    ScriptCounts counts = ScriptCounts.of(text, MOST_CHARACTERS);
    double hanWords = counts.han() / 2.0;
    double latinWords = counts.latinWords();
    double cjkWords = hanWords + counts.kana() / 2.0 + counts.hangul() / 2.0;
    if (cjkWords > 0 && cjkWords * 3 >= latinWords && cjkWords >= counts.otherWords()) {
      if (counts.hangul() > counts.han() + counts.kana()) {
        return "ko";
      }
      // a Japanese text has far more kana than a Chinese one quotes
      return counts.kana() * 10 >= counts.han() && counts.kana() > 0 ? "ja" : "zh";
    }
    if (counts.otherWords() > latinWords) {
      return counts.otherLanguage();
    }
    return latinWords == 0 ? UNKNOWN : FunctionWords.language(text, MOST_CHARACTERS);
  }
}
