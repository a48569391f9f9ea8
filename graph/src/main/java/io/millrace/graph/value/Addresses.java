package io.millrace.graph.value;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses and URLs. */
final class Addresses {
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![A-Za-z0-9._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])");
  private static final Pattern URL =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\\.(?=[A-Za-z0-9]))[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+");
  private static final String TRAILING = ".,;:!?'*&-";

  private Addresses() {}

  /** Calls {@code found} with each address. */
  static void find(String text, Consumer<Found> found) {
    if (text.indexOf('@') >= 0) {
      Matcher matcher = EMAIL.matcher(text);
      while (matcher.find()) {
        String normal = matcher.group().toLowerCase(Locale.ROOT);
        found.accept(
            Values.found(matcher.start(), matcher.end(), MentionTypes.EMAIL, normal, "e-mail"));
      }
    }
    if (text.contains("://") || text.contains("www.")) {
      Matcher matcher = URL.matcher(text);
      while (matcher.find()) {
        int end = end(text, matcher.start(), matcher.end());
        String normal = normal(text.substring(matcher.start(), end));
        if (!normal.isEmpty()) {
          found.accept(Values.found(matcher.start(), end, MentionTypes.URL, normal, "url"));
        }
      }
    }
  }

  /**
   * Without the punctuation of the sentence around it; brackets belong to it if they are closed.
   */
  private static int end(String text, int start, int end) {
    int last = end;
    while (last > start) {
      char character = text.charAt(last - 1);
      boolean unopened =
          character == ')' && count(text, start, last, '(') < count(text, start, last, ')')
              || character == ']' && count(text, start, last, '[') < count(text, start, last, ']');
      if (TRAILING.indexOf(character) < 0 && !unopened) {
        break;
      }
      last--;
    }
    return last;
  }

  private static long count(String text, int start, int end, char wanted) {
    return text.substring(start, end).chars().filter(each -> each == wanted).count();
  }

  /** Scheme and host in small letters, without the slash of an empty path; empty if it is none. */
  private static String normal(String url) {
    String whole = url.startsWith("www.") ? "http://" + url : url;
    int host = whole.indexOf("://") + 3;
    int path = whole.length();
    for (char each : new char[] {'/', '?', '#'}) {
      int at = whole.indexOf(each, host);
      path = at >= 0 && at < path ? at : path;
    }
    if (whole.substring(host, path).indexOf('.') < 0) {
      return ""; // no host, or one that means something on one machine only
    }
    String rest = whole.substring(path);
    return whole.substring(0, path).toLowerCase(Locale.ROOT) + (rest.equals("/") ? "" : rest);
  }
}
