package io.millrace.parsers.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises headings in plain text: a line underlined (or also overlined) by one repeated sign of
 * about its width, whose level is the order in which the signs first came; and a numbered line of
 * its own ({@code 2.3. Title}, {@code 第 2 章}, {@code Chapter 2}), whose level is the depth of its
 * number.
 */
final class HeadingLines {
  private static final int WIDEST = 100;
  private static final Pattern UNDERLINE = Pattern.compile("([=\\-~*^#\"+'`.:_])\\1{2,}");
  private static final Pattern CHAPTER =
      Pattern.compile(
          "(?i)(?:chapter|appendix|part|annex)\\s+(?:\\d+|[ivxlc]+|[a-z])\\b.{0,80}"
              + "|第\\s?[0-9一二三四五六七八九十百零〇]+\\s?[章篇部编卷].{0,40}|附录\\s?[A-Z0-9一二三四五六七八九十].{0,40}");
  private static final Pattern SUBCHAPTER =
      Pattern.compile("第\\s?[0-9一二三四五六七八九十百]+\\s?[节節].{0,40}");
  private static final Pattern NUMBERED =
      Pattern.compile("((?:\\d{1,3}|[A-Z])(?:\\.\\d{1,3}){0,5})\\.?\\s+(\\S.{0,90})");
  private static final String SENTENCE_ENDS = ".。;；,，:：!！、";

  private final List<String> signs = new ArrayList<>();

  /** The level of the heading that {@code group} begins with, reduced to its one line; or 0. */
  int read(List<String> group, String next) {
    if (group.size() >= 3
        && isUnderline(group.get(0), group.get(1))
        && group.get(0).strip().equals(group.get(2).strip())) {
      int level = level("o" + group.get(0).strip().charAt(0));
      group.remove(2);
      group.remove(0);
      return level;
    }
    if (group.size() >= 2 && isUnderline(group.get(1), group.get(0))) {
      int level = level("u" + group.get(1).strip().charAt(0));
      group.remove(1);
      return level;
    }
    return group.size() == 1 ? numbered(group.get(0), next) : 0;
  }

  private int level(String sign) {
    if (!signs.contains(sign)) {
      signs.add(sign);
    }
    return Math.min(6, signs.indexOf(sign) + 1);
  }

  private static boolean isUnderline(String line, String above) {
    String text = above.strip();
    if (!UNDERLINE.matcher(line.strip()).matches() || UNDERLINE.matcher(text).matches()) {
      return false;
    }
    int width = Width.of(text);
    int length = line.strip().length();
    return width > 0
        && width <= WIDEST
        && (Math.abs(length - width) <= 2 || Math.abs(length - text.length()) <= 2)
        && text.chars().anyMatch(Character::isLetter);
  }

  static boolean isNumbered(String line) {
    String text = line.strip();
    return CHAPTER.matcher(text).matches()
        || SUBCHAPTER.matcher(text).matches()
        || NUMBERED.matcher(text).matches();
  }

  private static int numbered(String line, String next) {
    if (line.startsWith("   ") || line.isEmpty()) {
      return 0;
    }
    String text = line.strip();
    if (SENTENCE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0) {
      return 0;
    }
    if (CHAPTER.matcher(text).matches()) {
      return 1;
    }
    if (SUBCHAPTER.matcher(text).matches()) {
      return 2;
    }
    Matcher matcher = NUMBERED.matcher(text);
    if (!matcher.matches()) {
      return 0;
    }
    int depth = 1 + (int) matcher.group(1).chars().filter(sign -> sign == '.').count();
    char first = matcher.group(2).charAt(0);
    if (!Character.isLetter(first) && "<`\"'“‘（(".indexOf(first) < 0) {
      return 0;
    }
    if (depth == 1) {
      // "1. word" is as often an item of a list: then its neighbour is one as well
      boolean list = NUMBERED.matcher(next.strip()).matches() && depth(next) == 1;
      return list || Character.isLowerCase(first) || Character.isLetter(text.charAt(0)) ? 0 : 1;
    }
    return Math.min(6, depth);
  }

  private static int depth(String line) {
    Matcher matcher = NUMBERED.matcher(line.strip());
    return matcher.matches()
        ? 1 + (int) matcher.group(1).chars().filter(sign -> sign == '.').count()
        : 0;
  }
}
