package io.millrace.graph.alias;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words that say that another name follows. */
final class AliasMarkers {
  private static final String CHINESE =
      "(?:(?:以下|下文|下称|后文|在下文中|以下均|下同)?(?:统一)?(?:简称|缩写|缩略)|(?:又|亦|也|俗|别|旧|原|前|曾|古|尊)称|又名|别名|旧名|原名|本名|曾用名|俗名|全称|全名|外文名|英文(?:名称|全称|简称|缩写|名)?|英语(?:名称)?|中文(?:名称|名)?)"
          + "(?:为|是|叫|作|做)?[：:]?\\s*";
  private static final String ADVERB =
      "(?:also|formerly|previously|commonly|better|sometimes|often|originally|widely|usually|locally|officially|now|then|hereinafter|hereafter|herein)";
  private static final String ENGLISH =
      "(?:"
          + ADVERB
          + "\\s+(?:known\\s+as|called|named|styled|abbreviated(?:\\s+(?:as|to))?|referred\\s+to\\s+as)"
          + "|a\\.?k\\.?a\\.?"
          + "|abbreviated\\s+(?:as|to)"
          + "|(?:short|abbreviation|acronym)\\s+for"
          + "|stands\\s+for)\\s+(?:simply\\s+|the\\s+)?";

  /** Only in brackets, or after a comma, do these say so. */
  private static final String BARE =
      "(?:formerly|previously|originally|hereinafter|hereafter)\\s+(?:the\\s+)?";

  private static final Pattern LEADING =
      Pattern.compile("(?i:" + CHINESE + "|" + ENGLISH + "|" + BARE + ")");
  private static final Pattern INSIDE =
      Pattern.compile(
          "(?i:(?:\\s*[,，]\\s*|\\s+(?:(?:is|are|was|were)\\s+)?|(?=\\p{IsHan}))(?:"
              + CHINESE
              + "|"
              + ENGLISH
              + ")|\\s*,\\s*"
              + BARE
              + ")");

  private AliasMarkers() {}

  /** How long the words at this place are which say that a name follows; 0 where none do. */
  static int leading(String text, int start, int end) {
    Matcher matcher = LEADING.matcher(text).region(start, end);
    return matcher.lookingAt() ? matcher.end() - start : 0;
  }

  /** All places in a text, outside of brackets or not; null where the text has none for sure. */
  static @Nullable Matcher inside(String text) {
    return mayHave(text) ? INSIDE.matcher(text) : null;
  }

  /** A quick look for characters that each of the words has. */
  private static boolean mayHave(String text) {
    return text.indexOf('称') >= 0
        || text.indexOf('名') >= 0
        || text.indexOf('缩') >= 0
        || text.contains("known")
        || text.contains("called")
        || text.contains("named")
        || text.contains("abbrev")
        || text.contains("formerly")
        || text.contains("a.k.a")
        || text.contains("aka ")
        || text.contains(" for ")
        || text.contains("previously")
        || text.contains("originally");
  }
}
