package io.millrace.graph.record;

import java.util.List;
import java.util.regex.Pattern;

/** What the values of a field are, found from the values themselves. */
enum FieldType {
  /** Some words: a title, a name, an address. */
  TEXT,
  /** Many words: a description. */
  LONG_TEXT,
  /** Where something was published: a journal, proceedings. */
  VENUE,
  /** Several names: authors, actors. */
  NAMES,
  /** A short value with digits: a volume, pages, a number of a phone or an article. */
  CODE,
  /** An amount: a price, a length. */
  NUMBER,
  /** A year of the calendar. */
  YEAR;

  private static final double MOST = 0.6;

  /** A journal may be called by its subject alone. */
  private static final double MOST_VENUES = 0.4;

  private static final double LONG = 14;
  private static final int LONGEST_CODE = 24;
  private static final Pattern YEAR_VALUE =
      Pattern.compile("[^\\p{L}\\p{N}]*(1[5-9]|20)\\d\\d[a-z年]?[^\\p{L}\\p{N}]*");
  private static final Pattern NUMBER_VALUE =
      Pattern.compile("[^\\d]{0,4}\\d[\\d,]*(\\.\\d+)?[^\\d]{0,4}");
  private static final Pattern SEPARATORS = Pattern.compile("[,;、&/]| and | und | et |和");

  /** Whether values are short, and the same where they have the same numbers. */
  boolean isShort() {
    return this == CODE || this == NUMBER || this == YEAR;
  }

  /** The type of a field with these normal forms, none of which is empty. */
  static FieldType of(List<String> values) {
    int years = 0;
    int numbers = 0;
    int codes = 0;
    int names = 0;
    int venues = 0;
    long words = 0;
    for (String value : values) {
      List<String> parts = NormalText.words(value);
      words += parts.size();
      years += YEAR_VALUE.matcher(value).matches() ? 1 : 0;
      numbers += NUMBER_VALUE.matcher(value).matches() ? 1 : 0;
      codes += isCode(value, parts.size()) ? 1 : 0;
      names += isNames(value) ? 1 : 0;
      venues += PublicationKind.isNamed(value) ? 1 : 0;
    }
    double most = MOST * values.size();
    if (years > most) {
      return YEAR;
    }
    if (numbers > most) {
      return NUMBER;
    }
    if (codes > most) {
      return CODE;
    }
    if (venues > MOST_VENUES * values.size() && words <= LONG * values.size()) {
      return VENUE;
    }
    if (names > most) {
      return NAMES;
    }
    return words > LONG * values.size() ? LONG_TEXT : TEXT;
  }

  private static boolean isCode(String value, int words) {
    return words <= 4
        && value.length() <= LONGEST_CODE
        && value.chars().anyMatch(Character::isDigit);
  }

  /** At least two parts, each of which is as short as a name. */
  private static boolean isNames(String value) {
    String[] parts = SEPARATORS.split(value);
    int brief = 0;
    int filled = 0;
    for (String part : parts) {
      int words = NormalText.words(part).size();
      filled += words > 0 ? 1 : 0;
      brief += words > 0 && words <= 4 ? 1 : 0;
    }
    return filled >= 2 && brief == filled && value.chars().noneMatch(Character::isDigit);
  }
}
