package io.millrace.graph.mention;

import java.util.List;

/** The types that built-in extractors give to mentions. Dictionaries may bring others. */
public final class MentionTypes {
  /** Somebody, by name. */
  public static final String PERSON = "person";

  /** Companies, authorities, associations, teams, projects with members. */
  public static final String ORGANIZATION = "organization";

  /** Countries, cities, rivers, addresses, buildings. */
  public static final String PLACE = "place";

  /** Products and technologies: goods, programs, languages, formats, protocols. */
  public static final String PRODUCT = "product";

  /** Books, films, songs, papers. */
  public static final String WORK = "work";

  /** A date, or a stretch of the calendar. */
  public static final String DATE = "date";

  /** An amount of money. */
  public static final String MONEY = "money";

  /** A number with a unit. */
  public static final String QUANTITY = "quantity";

  /** An e-mail address. */
  public static final String EMAIL = "email";

  /** A URL. */
  public static final String URL = "url";

  /** A number or code that names one thing: a standard, a bug, a book. */
  public static final String IDENTIFIER = "identifier";

  /** The version of something. */
  public static final String VERSION = "version";

  private MentionTypes() {}

  /** All of them. */
  public static List<String> all() {
    return List.of(
        PERSON,
        ORGANIZATION,
        PLACE,
        PRODUCT,
        WORK,
        DATE,
        MONEY,
        QUANTITY,
        EMAIL,
        URL,
        IDENTIFIER,
        VERSION);
  }
}
