package io.millrace.parsers.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lexical level of troff: requests and their arguments, escapes. */
final class Troff {
  private static final Map<String, String> CHARACTERS =
      Map.ofEntries(
          Map.entry("aq", "'"),
          Map.entry("dq", "\""),
          Map.entry("lq", "“"),
          Map.entry("rq", "”"),
          Map.entry("oq", "‘"),
          Map.entry("cq", "’"),
          Map.entry("em", "—"),
          Map.entry("en", "–"),
          Map.entry("hy", "-"),
          Map.entry("mi", "−"),
          Map.entry("bu", "•"),
          Map.entry("co", "©"),
          Map.entry("rg", "®"),
          Map.entry("tm", "™"),
          Map.entry("ti", "~"),
          Map.entry("ha", "^"),
          Map.entry("ga", "`"),
          Map.entry("rs", "\\"),
          Map.entry("la", "⟨"),
          Map.entry("ra", "⟩"),
          Map.entry("->", "→"),
          Map.entry("<-", "←"),
          Map.entry("mu", "×"),
          Map.entry("<=", "≤"),
          Map.entry(">=", "≥"),
          Map.entry("!=", "≠"),
          Map.entry("+-", "±"),
          Map.entry("de", "°"),
          Map.entry("12", "½"),
          Map.entry("14", "¼"),
          Map.entry("sc", "§"),
          Map.entry("ss", "ß"),
          Map.entry(":a", "ä"),
          Map.entry(":o", "ö"),
          Map.entry(":u", "ü"),
          Map.entry("'e", "é"),
          Map.entry("`e", "è"),
          Map.entry("Fo", "«"),
          Map.entry("Fc", "»"),
          Map.entry("sl", "/"),
          Map.entry("ul", "_"),
          Map.entry("or", "|"),
          Map.entry("br", "|"),
          Map.entry("Do", "$"),
          Map.entry("at", "@"),
          Map.entry("sh", "#"),
          Map.entry("*m", "μ"),
          Map.entry("mc", "µ"));

  private Troff() {}

  /** The request with its dot and its arguments, quotes resolved; empty for a line of text. */
  static List<String> arguments(String line) {
    List<String> words = new ArrayList<>();
    if (line.isEmpty() || line.charAt(0) != '.' && line.charAt(0) != '\'') {
      return words;
    }
    int index = 1;
    while (index < line.length() && (line.charAt(index) == ' ' || line.charAt(index) == '\t')) {
      index++;
    }
    int end = index;
    while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
      if (line.startsWith("\\\"", end)) {
        break;
      }
      end++;
    }
    words.add("." + line.substring(index, end));
    index = end;
    while (index < line.length()) {
      char character = line.charAt(index);
      if (character == ' ' || character == '\t') {
        index++;
      } else if (line.startsWith("\\\"", index)) {
        break;
      } else {
        index = argument(line, index, words);
      }
    }
    return words;
  }

  private static int argument(String line, int start, List<String> words) {
    StringBuilder word = new StringBuilder();
    boolean quoted = line.charAt(start) == '"';
    int index = quoted ? start + 1 : start;
    while (index < line.length()) {
      char character = line.charAt(index);
      if (character == '\\' && index + 1 < line.length()) {
        word.append(character).append(line.charAt(index + 1));
        index += 2;
      } else if (quoted && character == '"') {
        if (index + 1 < line.length() && line.charAt(index + 1) == '"') {
          word.append('"');
          index += 2;
        } else {
          index++;
          break;
        }
      } else if (!quoted && (character == ' ' || character == '\t')) {
        break;
      } else {
        word.append(character);
        index++;
      }
    }
    words.add(word.toString());
    return index;
  }

  /** Text without escapes: fonts and sizes go, named characters become themselves. */
  static String plain(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      if (character != '\\' || index + 1 == text.length()) {
        if (character != '\\') {
          result.append(character);
        }
        index++;
        continue;
      }
      index = escape(text, index + 1, result);
    }
    return result.toString();
  }

  /** Reads the escape whose letter is at {@code index}; returns the index after it. */
  private static int escape(String text, int index, StringBuilder result) {
    char letter = text.charAt(index);
    switch (letter) {
      case '"', '#' -> {
        return text.length(); // a comment
      }
      case 'f', 'F', 'm', 'M', 'n', 'k', 'g', 'Y', 'V' -> {
        return afterName(text, index + 1);
      }
      case '*' -> {
        int end = afterName(text, index + 1);
        String name = name(text, index + 1);
        result.append(
            switch (name) {
              case "lq" -> "“";
              case "rq" -> "”";
              case "R" -> "®";
              case "Tm" -> "™";
              default -> "";
            });
        return end;
      }
      case 's' -> {
        return afterSize(text, index + 1);
      }
      case '(', '[' -> {
        String name = name(text, index);
        result.append(named(name));
        return afterName(text, index);
      }
      case 'C', 'N' -> {
        int close = text.indexOf('\'', index + 2);
        if (close > 0) {
          result.append(named(text.substring(index + 2, close)));
          return close + 1;
        }
        return index + 1;
      }
      case 'h', 'v', 'w', 'D', 'l', 'L', 'o', 'z', 'x', 'b', 'S', 'H', 'R', 'X', 'A', 'Z' -> {
        int open = index + 1;
        if (open >= text.length()) {
          return open;
        }
        int close = text.indexOf(text.charAt(open), open + 1);
        if (letter == 'h' || letter == 'v') {
          result.append(' ');
        }
        return close < 0 ? open : close + 1;
      }
      case '-' -> result.append('-');
      case 'e', '\\', 'E' -> result.append('\\');
      case '~', ' ', '0', 't' -> result.append(letter == 't' ? '\t' : ' ');
      case '\'' -> result.append('\'');
      case '`' -> result.append('`');
      case '.' -> result.append('.');
      case '_' -> result.append('_');
      case '&',
          '|',
          '^',
          '/',
          ',',
          '%',
          ':',
          '{',
          '}',
          'c',
          'd',
          'u',
          'p',
          'r',
          ')',
          '!',
          '?',
          'a' -> {
        // no character
      }
      default -> result.append(letter);
    }
    return index + 1;
  }

  private static String named(String name) {
    String character = CHARACTERS.get(name);
    if (character != null) {
      return character;
    }
    if (name.matches("u[0-9A-F]{4,6}")) {
      int point = Integer.parseInt(name.substring(1), 16);
      return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    }
    return "";
  }

  private static String name(String text, int index) {
    if (index >= text.length()) {
      return "";
    }
    if (text.charAt(index) == '(') {
      return text.substring(index + 1, Math.min(text.length(), index + 3));
    }
    if (text.charAt(index) == '[') {
      int close = text.indexOf(']', index);
      return close < 0 ? "" : text.substring(index + 1, close);
    }
    return text.substring(index, index + 1);
  }

  private static int afterName(String text, int index) {
    if (index >= text.length()) {
      return text.length();
    }
    if (text.charAt(index) == '(') {
      return Math.min(text.length(), index + 3);
    }
    if (text.charAt(index) == '[') {
      int close = text.indexOf(']', index);
      return close < 0 ? index + 1 : close + 1;
    }
    if (text.charAt(index) == '+' || text.charAt(index) == '-') {
      return afterName(text, index + 1);
    }
    return index + 1;
  }

  private static int afterSize(String text, int index) {
    int end = index;
    if (end < text.length() && (text.charAt(end) == '+' || text.charAt(end) == '-')) {
      end++;
    }
    if (end < text.length() && (text.charAt(end) == '(' || text.charAt(end) == '[')) {
      return afterName(text, end);
    }
    return Math.min(text.length(), end + 1);
  }
}
