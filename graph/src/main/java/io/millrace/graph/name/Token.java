package io.millrace.graph.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word, a number or a mark of an English sentence.
 *
 * @param start first UTF-16 code unit of the text
 * @param end the one after the last
 * @param text what stands there
 * @param lower the same in small letters
 * @param shape how it is written
 */
record Token(int start, int end, String text, String lower, Shape shape) {
  /** Titles that are written with a full stop. */
  private static final Set<String> TITLES =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "gen", "col", "capt", "sen", "rep", "gov", "rev", "lt",
          "sgt");

  /** How a token is written. */
  enum Shape {
    /** word */
    SMALL,
    /** Word */
    CAPITAL,
    /** W. or the letter alone */
    INITIAL,
    /** WORD */
    ALL_CAPITALS,
    /** iWord, MyWord, W0rd2 */
    MIXED,
    NUMBER,
    MARK
  }

  /** Whether it may be a part of a name. */
  boolean isNameLike() {
    return shape == Shape.CAPITAL
        || shape == Shape.INITIAL
        || shape == Shape.ALL_CAPITALS
        || shape == Shape.MIXED;
  }

  boolean isWord() {
    return shape != Shape.NUMBER && shape != Shape.MARK;
  }

  /** The tokens of a stretch of text: a possessive 's is one of its own. */
  static List<Token> of(String text, int start, int end) {
    List<Token> tokens = new ArrayList<>();
    int at = start;
    while (at < end) {
      char first = text.charAt(at);
      if (Character.isWhitespace(first)) {
        at++;
        continue;
      }
      int stop = at + 1;
      if (isPart(first)) {
        stop = wordEnd(text, at, end);
      } else if (Character.isHighSurrogate(first) && stop < end) {
        stop++;
      }
      tokens.add(token(text, at, stop));
      at = stop;
    }
    return tokens;
  }

  /** Chinese words have no blanks between them, so that each character is a mark here. */
  private static boolean isPart(char character) {
    return Character.isLetterOrDigit(character) && !Scripts.isEastAsian(character);
  }

  private static int wordEnd(String text, int start, int end) {
    int at = start + 1;
    while (at < end) {
      char character = text.charAt(at);
      if (isPart(character)
          || character == '_'
          || character == '+'
          || character == '#' && at == start + 1) {
        at++;
        continue;
      }
      boolean inside = at + 1 < end && isPart(text.charAt(at + 1));
      if (inside && isPossessive(text, at, end)) {
        break;
      }
      if (inside
          && (character == '.' || character == '\'' || character == '’' || character == '-')) {
        at++;
        continue;
      }
      boolean initial =
          character == '.'
              && (at == start + 1 || text.charAt(at - 2) == '.')
              && Character.isUpperCase(text.charAt(at - 1));
      boolean title =
          character == '.' && TITLES.contains(text.substring(start, at).toLowerCase(Locale.ROOT));
      return initial || title ? at + 1 : at;
    }
    return at;
  }

  private static boolean isPossessive(String text, int at, int end) {
    char mark = text.charAt(at);
    return (mark == '\'' || mark == '’')
        && Character.toLowerCase(text.charAt(at + 1)) == 's'
        && (at + 2 == end || !Character.isLetterOrDigit(text.charAt(at + 2)));
  }

  private static Token token(String text, int start, int end) {
    String word = text.substring(start, end);
    return new Token(start, end, word, word.toLowerCase(Locale.ROOT), shape(word));
  }

  private static Shape shape(String word) {
    int letters = 0;
    int capitals = 0;
    int digits = 0;
    for (int i = 0; i < word.length(); i++) {
      char character = word.charAt(i);
      if (Character.isLetter(character)) {
        letters++;
        capitals += Character.isUpperCase(character) ? 1 : 0;
      } else if (Character.isDigit(character)) {
        digits++;
      }
    }
    if (letters == 0) {
      return digits > 0 ? Shape.NUMBER : Shape.MARK;
    }
    if (capitals == 0) {
      return Shape.SMALL;
    }
    boolean first = Character.isUpperCase(word.charAt(0));
    if (capitals == letters && digits == 0) {
      return letters == 1 || word.indexOf('.') == 1 ? Shape.INITIAL : Shape.ALL_CAPITALS;
    }
    // McDonald, O'Neill, Jean-Pierre are plain names
    boolean plain =
        first && digits == 0 && capitals <= 1 + hyphens(word) + (word.startsWith("Mc") ? 1 : 0);
    return plain ? Shape.CAPITAL : Shape.MIXED;
  }

  private static int hyphens(String word) {
    return (int) word.chars().filter(each -> each == '-' || each == '\'' || each == '’').count();
  }
}
