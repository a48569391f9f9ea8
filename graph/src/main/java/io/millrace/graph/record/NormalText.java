package io.millrace.graph.record;

import com.hankcs.hanlp.HanLP;
import io.millrace.graph.name.Scripts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One form for what is written in different ways: width, case, accents, traditional Chinese
 * characters (unified to simplified ones), white space. Words are runs of letters and digits;
 * Chinese has no blanks between words, so that every two neighbouring characters are one word.
 */
final class NormalText {
  private static final Pattern ACCENTS = Pattern.compile("(?<=[a-z])\\p{Mn}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");

  private NormalText() {}

  /** The normal form; empty where the value is blank. */
  static String of(String value) {
    String text = Normalizer.normalize(value, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    if (Scripts.hasHan(text, 0, text.length())) {
      text = HanLP.convertToSimplifiedChinese(text);
    }
    if (!isAscii(text)) {
      String parts = Normalizer.normalize(text, Normalizer.Form.NFD);
      text = Normalizer.normalize(ACCENTS.matcher(parts).replaceAll(""), Normalizer.Form.NFC);
    }
    return SPACES.matcher(text).replaceAll(" ").strip();
  }

  /** The words of a normal form, in their order. */
  static List<String> words(String normal) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < normal.length()) {
      int first = normal.codePointAt(start);
      if (!Character.isLetterOrDigit(first)) {
        start += Character.charCount(first);
        continue;
      }
      boolean eastAsian = Scripts.isEastAsian(first);
      int end = start;
      while (end < normal.length()) {
        int next = normal.codePointAt(end);
        if (!Character.isLetterOrDigit(next) || Scripts.isEastAsian(next) != eastAsian) {
          break;
        }
        end += Character.charCount(next);
      }
      if (eastAsian) {
        addPairs(normal.substring(start, end), words);
      } else {
        words.add(normal.substring(start, end));
      }
      start = end;
    }
    return words;
  }

  /** Letters and digits only. */
  static String squeezed(String normal) {
    StringBuilder squeezed = new StringBuilder(normal.length());
    normal.codePoints().filter(Character::isLetterOrDigit).forEach(squeezed::appendCodePoint);
    return squeezed.toString();
  }

  private static void addPairs(String run, List<String> words) {
    int[] points = run.codePoints().toArray();
    if (points.length == 1) {
      words.add(run);
    }
    for (int i = 0; i + 1 < points.length; i++) {
      words.add(new String(points, i, 2));
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(each -> each < 128);
  }
}
