package io.millrace.ingestion.clean;

import io.millrace.core.table.Block;
import io.millrace.ingestion.parse.RawBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells headings by their number where a format knows only printed lines (PDF): a paragraph of one
 * line, or the first line of one, such as {@code 2.3 Title}, {@code 第 2 章} or {@code Chapter 2},
 * without a full stop at its end. The level is the depth of the number; numbers of the first level
 * go up in order. Lines of a printed table of contents, which end in dots and a page number, are
 * left out.
 */
final class PrintedHeadings {
  private static final Pattern CHAPTER =
      Pattern.compile(
          "(?i)(?:chapter|appendix|annex)\\s+(?:\\d+|[ivxlc]+|[a-z])(?:\\W.{0,80})?"
              + "|第\\s?[0-9一二三四五六七八九十百零]+\\s?[章篇部编卷].{0,40}"
              + "|附录\\s?[A-Z0-9一二三四五六七八九十].{0,40}");
  private static final Pattern PART = Pattern.compile("第\\s?[0-9一二三四五六七八九十百]+\\s?[节節].{0,40}");
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2}){0,4})\\.?\\s+(\\p{L}.{0,80})");
  private static final Pattern IN_CONTENTS =
      Pattern.compile(".*(?:[.·…]\\s?){4,}\\s*[\\divxlc]+\\s*");

  /** What matching a line costs grows with the square of its length. */
  private static final int LONGEST_IN_CONTENTS = 400;

  private static final String ENDS = ".。;；,，:：!！、";

  private PrintedHeadings() {}

  static List<RawBlock> told(List<RawBlock> blocks) {
    List<RawBlock> result = new ArrayList<>(blocks.size());
    int top = 0;
    for (int index = 0; index < blocks.size(); index++) {
      RawBlock block = blocks.get(index);
      if (block.kind() != Block.Kind.PARAGRAPH) {
        result.add(block);
        continue;
      }
      String text =
          String.join("\n", block.text().lines().filter(line -> !isInContents(line)).toList());
      String line = text.strip();
      String next = index + 1 < blocks.size() ? blocks.get(index + 1).text().strip() : "";
      int level = line.indexOf('\n') < 0 ? level(line, next) : 0;
      int number = level == 1 ? topNumber(line) : 0;
      if (number > top + 2) {
        level = 0; // "23 July" is a date: sections are numbered in order
      } else if (number > 0) {
        top = number;
      }
      result.add(
          level > 0
              ? new RawBlock(Block.Kind.HEADING, level, line, List.of(), block.page())
              : new RawBlock(block.kind(), 0, text, List.of(), block.page()));
    }
    return result;
  }

  private static boolean isInContents(String line) {
    return line.length() <= LONGEST_IN_CONTENTS && IN_CONTENTS.matcher(line).matches();
  }

  private static int level(String line, String next) {
    if (line.isEmpty() || ENDS.indexOf(line.charAt(line.length() - 1)) >= 0) {
      return 0;
    }
    if (CHAPTER.matcher(line).matches()) {
      return 1;
    }
    if (PART.matcher(line).matches()) {
      return 2;
    }
    Matcher numbered = NUMBERED.matcher(line);
    if (!numbered.matches()) {
      return 0;
    }
    int depth = 1 + (int) numbered.group(1).chars().filter(sign -> sign == '.').count();
    boolean small = Character.isLowerCase(numbered.group(2).charAt(0));
    // "1 word" is as often a row or an item: then the next line is one as well
    return depth == 1 && (small || follows(numbered.group(1), next)) ? 0 : depth;
  }

  /** The number of a numbered line, 0 for a chapter or part in words. */
  private static int topNumber(String line) {
    Matcher numbered = NUMBERED.matcher(line);
    return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
  }

  private static boolean follows(String number, String next) {
    return next.startsWith(Integer.parseInt(number) + 1 + " ")
        || next.startsWith(Integer.parseInt(number) + 1 + ". ");
  }
}
