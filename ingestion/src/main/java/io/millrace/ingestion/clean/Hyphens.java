package io.millrace.ingestion.clean;

import java.util.Locale;
import java.util.Set;

/** What a hyphen at the end of a printed line means. */
final class Hyphens {
  /** First parts that keep their hyphen: prefixes, numbers and particles of real compounds. */
  private static final Set<String> KEEPING =
      Set.of(
          "non",
          "self",
          "well",
          "ex",
          "all",
          "cross",
          "half",
          "quasi",
          "e",
          "x",
          "high",
          "low",
          "long",
          "short",
          "full",
          "real",
          "open",
          "user",
          "read",
          "write",
          "built",
          "up",
          "to",
          "by",
          "on",
          "off",
          "in",
          "out",
          "so",
          "add",
          "set",
          "log",
          "plug",
          "check",
          "run",
          "one",
          "two",
          "three",
          "four",
          "first",
          "second",
          "third",
          "multi",
          "double",
          "single",
          "large",
          "small",
          "free",
          "third-party",
          "old",
          "new",
          "top",
          "command",
          "line",
          "time",
          "client",
          "server",
          "machine",
          "human",
          "case",
          "cost",
          "end",
          "day",
          "year",
          "life",
          "post",
          "pre");

  private Hyphens() {}

  /**
   * Whether the hyphen that ends {@code before} only broke a word: small letters on both sides, no
   * second hyphen in the word, and no first part that keeps its hyphen.
   */
  static boolean continues(StringBuilder before, String text, int next) {
    int end = before.length();
    if (end < 3 || !isHyphen(before.charAt(end - 1)) || !Character.isLowerCase(text.charAt(next))) {
      return false;
    }
    int start = end - 1;
    while (start > 0 && Character.isLetter(before.charAt(start - 1))) {
      start--;
    }
    if (end - 1 - start < 2 || !Character.isLowerCase(before.charAt(end - 2))) {
      return false;
    }
    if (start > 0 && "-/_.:@".indexOf(before.charAt(start - 1)) >= 0) {
      return false;
    }
    int stop = next;
    while (stop < text.length() && Character.isLetter(text.charAt(stop))) {
      stop++;
    }
    if (stop < text.length()
        && "-/_@".indexOf(text.charAt(stop)) >= 0
        && stop + 1 < text.length()
        && !Character.isWhitespace(text.charAt(stop + 1))) {
      return false;
    }
    if (stop - next < 2) {
      return false;
    }
    return !KEEPING.contains(before.substring(start, end - 1).toLowerCase(Locale.ROOT));
  }

  /** Whether the line's last hyphen belongs to a compound, so that no space may follow it. */
  static boolean keeps(StringBuilder before, String text, int next) {
    int end = before.length();
    return end >= 2
        && isHyphen(before.charAt(end - 1))
        && Character.isLetterOrDigit(before.charAt(end - 2))
        && Character.isLetterOrDigit(text.charAt(next));
  }

  private static boolean isHyphen(char character) {
    return character == '-' || character == '\u2010';
  }
}
