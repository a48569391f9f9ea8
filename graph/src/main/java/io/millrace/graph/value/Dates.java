package io.millrace.graph.value;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Dates, with ISO 8601 as their normal form as far as they say: {@code 2024-03-05}, {@code
 * 2024-03}, {@code 2024}, {@code --03-05} where no year is named. Quarters, halves, decades and
 * centuries have the forms of ISO 8601-2 (EDTF): {@code 2024-33} for the first quarter, {@code
 * 2024-40} for the first half, {@code 199X}, {@code 19XX}. What depends on the day of reading
 * ("yesterday", 去年) is left alone, and so is what is no date in the calendar.
 */
final class Dates {
  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 2199;
  private static final int FIRST_QUARTER = 33;
  private static final int FIRST_HALF = 40;

  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("feb", 2),
          Map.entry("mar", 3),
          Map.entry("apr", 4),
          Map.entry("may", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("sep", 9),
          Map.entry("oct", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12));
  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");

  private static final String MONTH =
      "(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?\\.?|July?\\.?"
          + "|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)";
  private static final String YEAR = "(1\\d{3}|2[01]\\d{2})";
  private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
  private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}_./-])";
  private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}_/-])(?!\\.\\d)";
  private static final String CHARACTER_YEAR = "((?:1\\d|2[01])\\d{2}|[一二][〇零一二三四五六七八九]{3})";
  private static final String SMALL = "(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])";

  private static final List<Form> FORMS =
      List.of(
          Form.of(
              "iso",
              NO_WORD_BEFORE
                  + YEAR
                  + "-(\\d{2})-(\\d{2})(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?"
                  + "(?![\\p{N}_-])",
              match -> day(match.group(1), match.group(2), match.group(3))),
          Form.of(
              "iso month",
              "(?<![\\p{L}\\p{N}_./:-])" + YEAR + "-(0[1-9]|1[0-2])" + NO_WORD_AFTER,
              match -> month(match.group(1), match.group(2))),
          Form.of(
              "slashes",
              NO_WORD_BEFORE + YEAR + "[/.](\\d{1,2})[/.](\\d{1,2})" + NO_WORD_AFTER,
              match -> day(match.group(1), match.group(2), match.group(3))),
          Form.of(
              "day first",
              NO_WORD_BEFORE + "(\\d{1,2})\\.(\\d{1,2})\\." + YEAR + NO_WORD_AFTER,
              match -> day(match.group(3), match.group(2), match.group(1))),
          Form.of(
              "month day year",
              NO_WORD_BEFORE + MONTH + " " + DAY + ",? " + YEAR + NO_WORD_AFTER,
              match -> day(match.group(3), named(match.group(1)), match.group(2))),
          Form.of(
              "day month year",
              NO_WORD_BEFORE + DAY + " (?:of )?" + MONTH + ",? " + YEAR + NO_WORD_AFTER,
              match -> day(match.group(3), named(match.group(2)), match.group(1))),
          Form.of(
              "month year",
              NO_WORD_BEFORE + MONTH + ",? (?:of )?" + YEAR + NO_WORD_AFTER,
              match -> month(match.group(2), named(match.group(1)))),
          Form.of(
              "month day",
              NO_WORD_BEFORE + MONTH + " " + DAY + NO_WORD_AFTER,
              match -> anniversary(named(match.group(1)), match.group(2))),
          Form.of(
              "day month",
              NO_WORD_BEFORE + DAY + " (?:of )?" + MONTH + NO_WORD_AFTER,
              match -> anniversary(named(match.group(2)), match.group(1))),
          Form.of(
              "quarter",
              NO_WORD_BEFORE
                  + "(?:Q([1-4]),? (?:of )?"
                  + YEAR
                  + "|"
                  + YEAR
                  + " ?Q([1-4]))"
                  + NO_WORD_AFTER,
              match ->
                  match.group(1) != null
                      ? quarter(match.group(2), Integer.parseInt(match.group(1)))
                      : quarter(match.group(3), Integer.parseInt(match.group(4)))),
          Form.of(
              "quarter in words",
              NO_WORD_BEFORE
                  + "(first|second|third|fourth) quarter (?:of |in )?"
                  + YEAR
                  + NO_WORD_AFTER,
              match -> quarter(match.group(2), 1 + ORDINALS.indexOf(match.group(1)))),
          Form.of(
              "decade",
              NO_WORD_BEFORE + "(1\\d|20)(\\d)0['’]?s" + NO_WORD_AFTER,
              match -> match.group(1) + match.group(2) + "X"),
          Form.of(
              "century",
              NO_WORD_BEFORE + "(1\\d|2[01])(?:st|nd|rd|th)[ -]century" + NO_WORD_AFTER,
              match -> century(match.group(1))),
          Form.of(
              "year",
              "(?<=\\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Oo]f|to|and|©|\\([Cc]\\)) )"
                  + YEAR
                  + NO_WORD_AFTER,
              match -> match.group(1)),
          Form.of("year in brackets", "(?<=\\()" + YEAR + "(?=\\))", match -> match.group(1)),
          Form.of(
              "年月日",
              "(?<!\\d)" + CHARACTER_YEAR + "\\s?年\\s?" + SMALL + "\\s?月\\s?" + SMALL + "\\s?[日号]",
              match -> day(match.group(1), match.group(2), match.group(3))),
          Form.of(
              "年月",
              "(?<!\\d)" + CHARACTER_YEAR + "\\s?年\\s?" + SMALL + "\\s?月(?:份)?(?!\\s?[\\d一二三十])",
              match -> month(match.group(1), match.group(2))),
          Form.of(
              "年季度",
              "(?<!\\d)" + CHARACTER_YEAR + "\\s?年第?([1-4一二三四])季度",
              match ->
                  quarter(match.group(1), (int) Numbers.parse(match.group(2)).longValueExact())),
          Form.of(
              "年半",
              "(?<!\\d)" + CHARACTER_YEAR + "\\s?年([上下])半年",
              match ->
                  year(match.group(1)) + "-" + (FIRST_HALF + ("上".equals(match.group(2)) ? 0 : 1))),
          Form.of(
              "年",
              "(?<!\\d)"
                  + CHARACTER_YEAR
                  + "\\s?年(?:[初底末]|度)?(?![前后间来多]|\\s?[\\d一二三四五六七八九十]+\\s?月)",
              match -> year(match.group(1))),
          Form.of(
              "世纪年代",
              "(\\d{2}|[一二]?十[一二三四五六七八九]?)\\s?世纪([1-9一二三四五六七八九])[0十]\\s?年代",
              match ->
                  century(match.group(1)).substring(0, 2)
                      + Numbers.parse(match.group(2)).toPlainString()
                      + "X"),
          Form.of(
              "世纪",
              "(?<!\\d)(\\d{2}|[一二]?十[一二三四五六七八九]?)\\s?世纪(?![1-9一二三四五六七八九][0十]\\s?年代)",
              match -> century(match.group(1))),
          Form.of(
              "月日",
              "(?<![\\d年])(?<!年\\s)" + SMALL + "\\s?月\\s?" + SMALL + "\\s?[日号]",
              match -> anniversary(match.group(1), match.group(2))));

  private Dates() {}

  /** Calls {@code found} with each date, also with those that lie in another one. */
  static void find(String text, Consumer<Found> found) {
    Form.find(FORMS, text, MentionTypes.DATE, found);
  }

  private static String named(String month) {
    return String.valueOf(MONTHS.get(month.substring(0, 3).toLowerCase(Locale.ROOT)));
  }

  private static int number(String text) {
    return Numbers.parse(text).intValueExact();
  }

  private static @Nullable String year(String text) {
    int year = number(text);
    return year < FIRST_YEAR || year > LAST_YEAR ? null : Integer.toString(year);
  }

  private static @Nullable String month(String year, String month) {
    int number = number(month);
    return year(year) == null || number < 1 || number > 12
        ? null
        : String.format(Locale.ROOT, "%s-%02d", year(year), number);
  }

  private static @Nullable String day(String year, String month, String day) {
    try {
      return year(year) == null
          ? null
          : LocalDate.of(number(year), number(month), number(day)).toString();
    } catch (DateTimeException e) {
      return null; // the 30th of February is a number of something else
    }
  }

  private static @Nullable String anniversary(String month, String day) {
    String inLeapYear = day("2000", month, day);
    return inLeapYear == null ? null : "-" + inLeapYear.substring("2000".length());
  }

  private static @Nullable String quarter(String year, int quarter) {
    return year(year) == null ? null : year(year) + "-" + (FIRST_QUARTER - 1 + quarter);
  }

  /** The 20th century is 19XX. */
  private static String century(String number) {
    return number(number) - 1 + "XX";
  }
}
