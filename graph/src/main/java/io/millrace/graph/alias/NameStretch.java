package io.millrace.graph.alias;

import io.millrace.graph.resource.ResourceLines;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be a name by its form alone. */
final class NameStretch {
  private static final String WORD =
      "[\\p{Lu}\\p{Nd}](?:[\\p{L}\\p{Nd}&&[^\\p{IsHan}]]|[&.'’+/-](?=[\\p{L}\\p{Nd}]))*+";
  private static final Pattern LATIN =
      Pattern.compile(
          WORD + "(?: (?:(?:of|and|the|for|in|de|la|du|von|van|&) ){0,2}" + WORD + "){0,7}");
  private static final Pattern CHINESE =
      Pattern.compile("[\\p{IsHan}\\p{L}\\p{Nd}·]*\\p{IsHan}[\\p{IsHan}\\p{L}\\p{Nd}·]*");

  /** Characters that stand in sentences and hardly in short names. */
  private static final Pattern SAYS = Pattern.compile("[的是在了和与为有不被把这那其以及于则]");

  private static final int LONGEST_CHINESE = 16;
  private static final Set<String> GENERIC =
      Set.copyOf(ResourceLines.of(NameStretch.class, "generic.txt"));

  private NameStretch() {}

  static boolean isHan(String text, int at) {
    return at >= 0
        && at < text.length()
        && Character.UnicodeScript.of(text.charAt(at)) == Character.UnicodeScript.HAN;
  }

  /** Where the words with capitals that begin here end, or -1. */
  static int latinEnd(String text, int start, int end) {
    Matcher matcher = LATIN.matcher(text).region(start, end);
    return matcher.lookingAt() ? matcher.end() : -1;
  }

  /** Whether a stretch may be a name as a whole. */
  static boolean isName(String stretch) {
    if (stretch.length() < 2 || GENERIC.contains(stretch.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return isHan(stretch, 0) || CHINESE.matcher(stretch).matches()
        ? stretch.length() <= LONGEST_CHINESE
            && CHINESE.matcher(stretch).matches()
            && !SAYS.matcher(stretch).find()
        : LATIN.matcher(stretch).matches() && stretch.chars().anyMatch(Character::isLetter);
  }

  /** Words of a name, as written: the first and the last one begin like names. */
  static boolean mayBeLongForm(String stretch) {
    String last = stretch.substring(stretch.lastIndexOf(' ') + 1);
    return !Character.isLowerCase(stretch.charAt(0))
        && !Character.isLowerCase(last.charAt(0))
        && stretch.chars().noneMatch(each -> ",|;:…\"“”=<>".indexOf(each) >= 0);
  }

  /** MPS, BfV, W3C: short forms that are written like names and not like words. */
  static boolean isAcronym(String stretch) {
    long capitals = stretch.chars().filter(Character::isUpperCase).count();
    boolean digit = stretch.chars().anyMatch(Character::isDigit);
    return stretch.indexOf(' ') < 0
        && Character.isLetterOrDigit(stretch.charAt(0))
        && (capitals >= 2 || capitals == 1 && digit);
  }
}
