package io.millrace.query.page;

import java.util.List;
import java.util.Locale;

/**
 * How the passages that were found divide by one property of their documents.
 *
 * @param field the property
 * @param values its values, most frequent first
 */
public record Facet(Field field, List<Value> values) {
  public Facet {
    values = List.copyOf(values);
  }

  /** The properties by which an answer can be narrowed. */
  public enum Field {
    LANGUAGE,
    TYPE,
    SOURCE,
    YEAR;

    /** Its name in an address. */
    public String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One value.
   *
   * @param value as it stands in an address: a BCP 47 tag, a media type, a source's name, a year
   * @param count how many were found with it
   */
  public record Value(String value, long count) {}
}
