package io.millrace.embedding.retrieve;

import java.util.List;

/**
 * In how many documents a question's words stand, by what filters look at: most frequent first,
 * ties by value, at most {@value #MOST} values each.
 *
 * @param languages primary languages of the passages with such a word; a document counts in each of
 *     them
 * @param types bare media types
 * @param sources names of sources
 * @param years years of the documents' dates in UTC
 */
public record Facets(
    List<ValueCount> languages,
    List<ValueCount> types,
    List<ValueCount> sources,
    List<ValueCount> years) {

  /** The most values of one kind. */
  public static final int MOST = 50;

  /** No document. */
  public static final Facets NONE = new Facets(List.of(), List.of(), List.of(), List.of());

  public Facets {
    languages = List.copyOf(languages);
    types = List.copyOf(types);
    sources = List.copyOf(sources);
    years = List.copyOf(years);
  }
}
