package io.millrace.ingestion.language;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells languages in Latin script by how many of their commonest words a text has. A word that
 * several languages share counts for each. English needs one such word in fifteen (a list of
 * programs has none), the others, rarer here, two words and more of them than English.
 */
final class FunctionWords {
  private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt", "nl");

  private static final List<String> WORDS =
      List.of(
          "the of and to in is that for it as with be by on not this are from at or an which but"
              + " have has if you can will was were all its their they we when may should must"
              + " there these using use no do does into than then only other more also your our",
          "der die und das ist nicht ein eine zu den mit sich des auf für im dem werden wird von"
              + " sie als auch es an oder bei aus nach wie sind einer einem einen über kann wenn",
          "le la les et des est une un du que qui dans pour pas sur au avec par ce sont il plus"
              + " ne se ou cette être aux mais nous vous leur elle ces comme",
          "el la los las y que de en un una es por con para no se del al lo como más su sus pero"
              + " este esta son está cuando ser o",
          "il la di che e un una per non con del della sono in si le i gli da dei alla nel come"
              + " anche più questo questa è o ma",
          "o a os as e que de do da em um uma para não com por se no na dos das mais como ao é"
              + " são ser ou seu sua mas",
          "de het een en van is dat niet op te zijn met voor die aan er om ook als bij door naar"
              + " worden wordt of maar uit deze dit kan");

  private static final Map<String, Integer> LANGUAGES_OF_WORD = languagesOfWord();

  private FunctionWords() {}

  private static Map<String, Integer> languagesOfWord() {
    Map<String, Integer> result = new HashMap<>();
    for (int language = 0; language < WORDS.size(); language++) {
      for (String word : WORDS.get(language).split(" ")) {
        result.merge(word, 1 << language, (left, right) -> left | right);
      }
    }
    return Map.copyOf(result);
  }

  static String language(CharSequence text, int mostCharacters) {
    int[] evidence = new int[LANGUAGES.size()];
    int words = 0;
    int end = Math.min(text.length(), mostCharacters);
    int start = -1;
    for (int index = 0; index <= end; index++) {
      boolean letter = index < end && Character.isLetter(text.charAt(index));
      if (letter && start < 0) {
        start = index;
      } else if (!letter && start >= 0) {
        words++;
        count(text, start, index, evidence);
        start = -1;
      }
    }
    int best = 0;
    for (int language = 1; language < evidence.length; language++) {
      if (evidence[language] > evidence[best]) {
        best = language;
      }
    }
    if (best == 0) {
      return evidence[0] > 0 && evidence[0] * 15 >= words ? "en" : LanguageGuess.UNKNOWN;
    }
    boolean enough = evidence[best] >= 2 && evidence[best] * 8 >= words;
    return enough ? LANGUAGES.get(best) : LanguageGuess.UNKNOWN;
  }

  private static void count(CharSequence text, int start, int end, int[] evidence) {
    if (end - start > 7) {
      return; // no function word is as long
    }
    String word = text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
    int languages = LANGUAGES_OF_WORD.getOrDefault(word, 0);
    for (int language = 0; languages != 0; language++, languages >>= 1) {
      evidence[language] += languages & 1;
    }
  }
}
