package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Counts what a question finds by what filters look at. */
final class FacetSearch {
  private final IndexSearcher searcher;
  private final LexicalSearch lexical;
  private final Visibility visibility;

  /** Something that filters look at. */
  private enum Dimension {
    LANGUAGE(Fields.LANGUAGE),
    TYPE(Fields.MEDIA_TYPE),
    SOURCE(Fields.SOURCE),
    YEAR(Fields.YEAR);

    private final String field;

    Dimension(String field) {
      this.field = field;
    }

    Filters removedFrom(Filters filters) {
      return switch (this) {
        case LANGUAGE -> filters.withLanguages(Set.of());
        case TYPE -> filters.withMediaTypes(Set.of());
        case SOURCE -> filters.withSources(Set.of());
        case YEAR -> filters.between(null, null);
      };
    }
  }

  FacetSearch(IndexSearcher searcher, LexicalSearch lexical, Visibility visibility) {
    this.searcher = searcher;
    this.lexical = lexical;
    this.visibility = visibility;
  }

  /** One pass for the dimensions without a filter, and one for each that has one. */
  Facets facets(SearchRequest request, QueryTerms terms) throws IOException {
    Optional<Query> words = lexical.anyWord(terms);
    if (words.isEmpty()) {
      return Facets.NONE;
    }
    Map<Dimension, List<ValueCount>> counts = new EnumMap<>(Dimension.class);
    List<Dimension> unfiltered = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      Filters others = dimension.removedFrom(request.filters());
      if (others.equals(request.filters())) {
        unfiltered.add(dimension);
      } else {
        count(words.get(), request.groups(), others, List.of(dimension), counts);
      }
    }
    if (!unfiltered.isEmpty()) {
      count(words.get(), request.groups(), request.filters(), unfiltered, counts);
    }
    return new Facets(
        counts.getOrDefault(Dimension.LANGUAGE, List.of()),
        counts.getOrDefault(Dimension.TYPE, List.of()),
        counts.getOrDefault(Dimension.SOURCE, List.of()),
        counts.getOrDefault(Dimension.YEAR, List.of()));
  }

  private void count(
      Query words,
      Set<String> groups,
      Filters filters,
      List<Dimension> dimensions,
      Map<Dimension, List<ValueCount>> counts)
      throws IOException {
    Query matches =
        new BooleanQuery.Builder()
            .add(words, BooleanClause.Occur.FILTER)
            .add(visibility.passages(groups, filters), BooleanClause.Occur.FILTER)
            .build();
    List<String> fields = dimensions.stream().map(dimension -> dimension.field).toList();
    List<List<ValueCount>> found = DocumentCounts.of(searcher, matches, fields, Facets.MOST);
    for (int i = 0; i < found.size(); i++) {
      counts.put(dimensions.get(i), found.get(i));
    }
  }
}
