package io.millrace.parsers.markdown;

import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Takes the markup inside a line of Markdown away; what is between backquotes stays as it is. */
final class Inline {
  private static final Pattern IMAGE =
      Pattern.compile("!\\[([^\\]]*)\\](?:\\([^)\\s]*(?:\\s+\"[^\"]*\")?\\)|\\[[^\\]]*\\])");
  private static final Pattern LINK =
      Pattern.compile(
          "\\[([^\\[\\]]+)\\](?:\\([^()\\s]*(?:\\([^()]*\\)[^()\\s]*)?(?:\\s+\"[^\"]*\")?\\)|\\[[^\\]]*\\])");
  private static final Pattern AUTOLINK =
      Pattern.compile("<((?:https?|ftp|mailto):[^>\\s]+|[^\\s<>@]+@[^\\s<>]+)>");
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][a-zA-Z0-9-]*(?:\\s[^<>]*)?/?>");
  private static final Pattern STRONG =
      Pattern.compile("(\\*\\*\\*|\\*\\*|~~)(?=\\S)(.+?)(?<=\\S)\\1", Pattern.DOTALL);
  private static final Pattern EMPHASIS =
      Pattern.compile("(?<![*\\w])\\*(?=[^\\s*])([^*\n]+?)(?<=[^\\s*])\\*(?![*\\w])");
  private static final Pattern UNDERSCORES =
      Pattern.compile("(?<![\\w_])(__|_)(?=[^\\s_])(.+?)(?<=[^\\s_])\\1(?![\\w_])");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+.!|<>~-])");

  private Inline() {}

  static String plain(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int index = 0;
    while (index < text.length()) {
      int tick = text.indexOf('`', index);
      if (tick < 0) {
        break;
      }
      if (tick > 0 && text.charAt(tick - 1) == '\\') {
        result.append(outside(text.substring(index, tick + 1)));
        index = tick + 1;
        continue;
      }
      int after = tick;
      while (after < text.length() && text.charAt(after) == '`') {
        after++;
      }
      String fence = text.substring(tick, after);
      int close = text.indexOf(fence, after);
      if (close < 0) {
        break;
      }
      result.append(outside(text.substring(index, tick)));
      result.append(
          fence.length() > 1 ? text.substring(after, close).strip() : text.substring(after, close));
      index = close + fence.length();
    }
    return result.append(outside(text.substring(index))).toString();
  }

  private static String outside(String text) {
    String plain = IMAGE.matcher(text).replaceAll("$1");
    plain = LINK.matcher(plain).replaceAll("$1");
    plain = AUTOLINK.matcher(plain).replaceAll("$1");
    plain = plain.replaceAll("(?i)<br\\s*/?>", "\u2028");
    plain = TAG.matcher(plain).replaceAll("");
    plain = STRONG.matcher(plain).replaceAll("$2");
    plain = STRONG.matcher(plain).replaceAll("$2");
    plain = EMPHASIS.matcher(plain).replaceAll("$1");
    plain = UNDERSCORES.matcher(plain).replaceAll("$2");
    plain = UNDERSCORES.matcher(plain).replaceAll("$2");
    plain = ESCAPE.matcher(plain).replaceAll("$1");
    return plain.indexOf('&') >= 0 ? Parser.unescapeEntities(plain, false) : plain;
  }
}
