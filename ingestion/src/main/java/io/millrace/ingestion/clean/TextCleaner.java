package io.millrace.ingestion.clean;

import io.millrace.ingestion.parse.RawBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * One text in one form: Unicode NFC, LF as the only line break, no control, zero-width,
 * soft-hyphen, byte-order or replacement-of-nothing characters, one kind of space. Printed lines
 * are rejoined into sentences: without a space between Chinese, Japanese and Korean letters and
 * punctuation, with one elsewhere; a hyphen at a line's end goes if a small letter stands on both
 * sides of it and the word before it is no prefix or compound that keeps it.
 */
final class TextCleaner {
  private TextCleaner() {}

  /** Text of printed lines to running text; a meant break ({@link RawBlock#BREAK}) stays. */
  static String running(String raw) {
    String text = normalise(raw);
    StringBuilder result = new StringBuilder(text.length());
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      if (character == RawBlock.BREAK) {
        trimEnd(result);
        if (!result.isEmpty() && result.charAt(result.length() - 1) != '\n') {
          result.append('\n');
        }
        index++;
      } else if (isSpace(character)) {
        int next = index;
        boolean newLine = false;
        while (next < text.length() && isSpace(text.charAt(next))) {
          newLine |= text.charAt(next) == '\n' || text.charAt(next) == '\r';
          next++;
        }
        if (next < text.length() && text.charAt(next) != RawBlock.BREAK) {
          join(result, text, next, newLine);
        }
        index = next;
      } else {
        result.append(character);
        index++;
      }
    }
    trimEnd(result);
    while (!result.isEmpty() && result.charAt(result.length() - 1) == '\n') {
      result.setLength(result.length() - 1);
      trimEnd(result);
    }
    return result.toString();
  }

  /** Text of a table cell: one line. */
  static String cell(String raw) {
    return running(raw.replace(RawBlock.BREAK, ' ')).replace('\n', ' ');
  }

  /** Code: lines and their indentation stay; tabs become spaces, all but one blank line go. */
  static String code(String raw) {
    String text = normalise(raw.replace(RawBlock.BREAK, '\n'));
    StringBuilder result = new StringBuilder(text.length());
    int column = 0;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '\r') {
        character = '\n';
        if (index + 1 < text.length() && text.charAt(index + 1) == '\n') {
          index++;
        }
      }
      if (character == '\n') {
        trimEnd(result);
        if (!endsWithBlankLine(result)) {
          result.append('\n');
        }
        column = 0;
      } else if (character == '\t') {
        do {
          result.append(' ');
          column++;
        } while (column % 8 != 0);
      } else {
        result.append(isSpace(character) ? ' ' : character);
        column++;
      }
    }
    trimEnd(result);
    int start = 0;
    while (start < result.length() && result.charAt(start) == '\n') {
      start++;
    }
    int end = result.length();
    while (end > start && result.charAt(end - 1) == '\n') {
      end--;
    }
    return result.substring(start, end);
  }

  private static void join(StringBuilder result, String text, int next, boolean newLine) {
    if (result.isEmpty() || result.charAt(result.length() - 1) == '\n') {
      return;
    }
    if (newLine) {
      int before = result.codePointBefore(result.length());
      int after = text.codePointAt(next);
      if (Hyphens.continues(result, text, next)) {
        result.setLength(result.length() - 1);
        return;
      }
      if (Hyphens.keeps(result, text, next)
          || isWide(before) && mayBeWide(after)
          || mayBeWide(before) && isWide(after)) {
        return;
      }
    }
    result.append(' ');
  }

  private static void trimEnd(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
  }

  private static boolean endsWithBlankLine(StringBuilder text) {
    int length = text.length();
    return length >= 2 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
  }

  /** NFC, without what has no place in text. */
  static String normalise(String raw) {
    String text =
        Normalizer.isNormalized(raw, Normalizer.Form.NFC)
            ? raw
            : Normalizer.normalize(raw, Normalizer.Form.NFC);
    int first = 0;
    while (first < text.length() && !isDropped(text, first)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    kept.append(text, 0, first);
    for (int index = first; index < text.length(); index++) {
      if (!isDropped(text, index)) {
        kept.append(text.charAt(index));
      }
    }
    String result = kept.toString();
    // what stood apart may now combine
    return Normalizer.isNormalized(result, Normalizer.Form.NFC)
        ? result
        : Normalizer.normalize(result, Normalizer.Form.NFC);
  }

  private static boolean isDropped(String text, int index) {
    char character = text.charAt(index);
    if (character < 0x20) {
      return character != '\n'
          && character != '\r'
          && character != '\t'
          && character != '\f'
          && character != 0x0B;
    }
    if (character < 0x7F) {
      return false;
    }
    if (character <= 0x9F) {
      return character != 0x85;
    }
    return switch (character) {
      case '\u00AD',
          '\u200B',
          '\u200C',
          '\u200E',
          '\u200F',
          '\u2060',
          '\uFEFF',
          '\uFFFE',
          '\uFFFF',
          '\u202A',
          '\u202B',
          '\u202C',
          '\u202D',
          '\u202E',
          '\u2066',
          '\u2067',
          '\u2068',
          '\u2069',
          '\u2061',
          '\u2062',
          '\u2063',
          '\u2064' ->
          true;
      default -> Character.isSurrogate(character) && isLone(text, index);
    };
  }

  private static boolean isLone(String text, int index) {
    char character = text.charAt(index);
    return Character.isHighSurrogate(character)
        ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
        : index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
  }

  private static boolean isSpace(char character) {
    return character <= ' '
        || character == 0x85
        || character >= 0xA0
            && character != RawBlock.BREAK
            && (Character.isSpaceChar(character) || character == '\u2800');
  }

  /** Whether a character belongs to a script that is written without spaces, or its punctuation. */
  static boolean isWide(int character) {
    if (character < 0x2E80) {
      return false;
    }
    if (character >= 0x3000 && character <= 0x303F || character >= 0xFF01 && character <= 0xFF60) {
      return true;
    }
    UnicodeScript script = UnicodeScript.of(character);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.BOPOMOFO;
  }

  /** Quotation marks, dashes and the ellipsis, which Chinese shares with Latin text, or wide. */
  private static boolean mayBeWide(int character) {
    return switch (character) {
      case '\u2018', '\u2019', '\u201C', '\u201D', '\u2014', '\u2026' -> true;
      default -> isWide(character);
    };
  }
}
