package io.millrace.graph.alias;

import java.util.Locale;

/**
 * Where the long form of a short one begins.
 *
 * <p>Latin letters: Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation
 * Definitions in Biomedical Text" (PSB 2003). From the right, each letter or digit of the short
 * form is looked for in the long one; the first has to begin a word. Chinese: each character of the
 * short form, from the right, stands in the long one.
 */
final class ShortForms {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 10;
  private static final int MOST_WORDS = 2;
  private static final int LONGEST_CHINESE = 8;

  private ShortForms() {}

  /** Whether this may be a short form: two words, ten characters at most, one of them a letter. */
  static boolean isShortForm(String form) {
    return form.length() >= SHORTEST
        && form.length() <= LONGEST
        && words(form) <= MOST_WORDS
        && form.chars().anyMatch(Character::isLetter)
        && Character.isLetterOrDigit(form.charAt(0))
        && "=<>%".chars().noneMatch(each -> form.indexOf(each) >= 0)
        && (form.indexOf(' ') < 0 || !form.equals(form.toLowerCase(Locale.ROOT)));
  }

  /** How many words stand in a stretch of text, by its blanks. */
  static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  /**
   * The start of the long form in {@code text[from, end)} which ends at its end, or -1.
   *
   * @param shortForm what is short
   */
  static int longForm(String text, int from, int end, String shortForm) {
    int first =
        firstWord(text, from, end, Math.min(shortForm.length() + 5, shortForm.length() * 2));
    int at = end;
    for (int i = shortForm.length() - 1; i >= 0; i--) {
      char wanted = Character.toLowerCase(shortForm.charAt(i));
      if (!Character.isLetterOrDigit(wanted)) {
        continue;
      }
      do {
        at--;
      } while (at >= first
          && (Character.toLowerCase(text.charAt(at)) != wanted
              || i == 0 && at > first && Character.isLetterOrDigit(text.charAt(at - 1))));
      if (at < first) {
        return -1;
      }
    }
    int start = at;
    while (start > first && !endsBefore(text, start - 1)) {
      start--;
    }
    String longForm = text.substring(start, end);
    return longForm.length() > shortForm.length()
            && !hasWord(longForm, shortForm)
            && isBalanced(longForm)
        ? start
        : -1;
  }

  /** Whether this character cannot be a part of the word behind it. */
  private static boolean endsBefore(String text, int at) {
    return Character.isWhitespace(text.charAt(at))
        || "(（[“\"《".indexOf(text.charAt(at)) >= 0
        || NameStretch.isHan(text, at);
  }

  /** Words that begin inside of other brackets are no long form. */
  private static boolean isBalanced(String form) {
    int open = 0;
    for (int i = 0; i < form.length() && open >= 0; i++) {
      open += "([（".indexOf(form.charAt(i)) >= 0 ? 1 : 0;
      open -= ")]）".indexOf(form.charAt(i)) >= 0 ? 1 : 0;
    }
    return open == 0;
  }

  private static boolean hasWord(String longForm, String shortForm) {
    String wanted = shortForm.toLowerCase(Locale.ROOT);
    for (String word : longForm.toLowerCase(Locale.ROOT).split("\\s+")) {
      if (word.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Where the last so many words before the end begin. */
  private static int firstWord(String text, int from, int end, int most) {
    int at = end;
    int words = 0;
    while (at > from) {
      char before = text.charAt(at - 1);
      boolean begins =
          !Character.isWhitespace(before)
              && (at - 1 == from || Character.isWhitespace(text.charAt(at - 2)));
      at--;
      if (begins && ++words == most) {
        break;
      }
    }
    return at;
  }

  /** The same in Chinese, by characters in their order. */
  static int chineseLongForm(String text, int from, int end, String shortForm) {
    if (shortForm.length() < SHORTEST || shortForm.length() > LONGEST_CHINESE) {
      return -1;
    }
    int at = end;
    for (int i = shortForm.length() - 1; i >= 0; i--) {
      at = text.lastIndexOf(shortForm.charAt(i), at - 1);
      if (at < from) {
        return -1;
      }
    }
    return end - at > shortForm.length() ? at : -1;
  }
}
