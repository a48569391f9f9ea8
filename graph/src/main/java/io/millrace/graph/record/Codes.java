package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codes in a normal form, as those of models and articles: "ps-lx350h" is pslx350h, and lx350h
 * beside it. A code has a digit, and a letter or at least four digits.
 */
final class Codes {
  private static final Pattern JOINED = Pattern.compile("[a-z0-9]+(?:[-/._#][a-z0-9]+)*");
  private static final Pattern PART = Pattern.compile("[-/._#]");
  private static final int LONGEST = 24;
  private static final int MOST = 32;

  private Codes() {}

  /** In the order of the text, without duplicates. */
  static List<String> in(String normal) {
    Set<String> codes = new LinkedHashSet<>();
    Matcher matcher = JOINED.matcher(normal);
    while (codes.size() < MOST && matcher.find()) {
      String[] parts = PART.split(matcher.group());
      add(String.join("", parts), codes);
      if (parts.length > 1) {
        for (String part : parts) {
          add(part, codes);
        }
      }
    }
    return new ArrayList<>(codes);
  }

  private static void add(String code, Set<String> codes) {
    long digits = code.chars().filter(Character::isDigit).count();
    boolean letters = digits < code.length();
    if (code.length() <= LONGEST && (letters ? digits > 0 && code.length() >= 3 : digits >= 4)) {
      codes.add(code);
    }
  }
}
