package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import io.millrace.embedding.retrieve.Suggestion.Kind;
import io.millrace.embedding.retrieve.TypedWords.Word;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;

/**
 * Completes what is typed from titles and headings. What is typed becomes terms, one of them a
 * prefix; at most {@value #MOST_LOOKED_AT} matching titles, and as many headings, are looked at.
 */
final class SuggestionSearch {
  private static final int MOST_LOOKED_AT = 2_000;

  private final IndexSearcher searcher;

  SuggestionSearch(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** A suggestion, and whether it begins with what was typed. */
  private record Found(Suggestion suggestion, boolean begins) {
    static final Comparator<Found> ORDER =
        Comparator.comparing((Found found) -> found.suggestion().kind())
            .thenComparing(found -> !found.begins())
            .thenComparingInt(found -> found.suggestion().text().length())
            .thenComparing(found -> found.suggestion().text())
            .thenComparing(found -> found.suggestion().document());
  }

  /**
   * The best completions.
   *
   * @param documents whole documents that may be seen
   * @param passages passages that may be seen
   */
  List<Suggestion> suggest(String typed, Query documents, Query passages, int most)
      throws IOException {
    TypedWords words = TypedWords.of(typed);
    if (words.words().isEmpty()) {
      return List.of();
    }
    Map<List<String>, Found> found = new HashMap<>();
    add(found, words, documents, Kind.TITLE);
    if (found.size() < most) { // headings come after all titles
      add(found, words, passages, Kind.HEADING);
    }
    return found.values().stream().sorted(Found.ORDER).limit(most).map(Found::suggestion).toList();
  }

  /** Adds what may be seen; of texts with the same words the first by order stays. */
  private void add(Map<List<String>, Found> found, TypedWords typed, Query visible, Kind kind)
      throws IOException {
    String field = kind == Kind.TITLE ? Fields.TITLE : Fields.HEADING;
    TopFieldCollectorManager some =
        new TopFieldCollectorManager(Sort.INDEXORDER, MOST_LOOKED_AT, MOST_LOOKED_AT);
    StoredFields stored = searcher.storedFields();
    for (ScoreDoc match : searcher.search(matches(typed, visible), some).scoreDocs) {
      Document fields = stored.document(match.doc, Set.of(Fields.DOC_ID, field));
      String[] values = fields.getValues(field);
      String text = values[values.length - 1].strip();
      List<Word> words = TypedWords.words(text);
      if (typed.areIn(words)) {
        Suggestion suggestion = new Suggestion(text, kind, fields.get(Fields.DOC_ID));
        found.merge(
            words.stream().map(Word::term).toList(),
            new Found(suggestion, typed.begin(words)),
            BinaryOperator.minBy(Found.ORDER));
      }
    }
  }

  private static Query matches(TypedWords typed, Query visible) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(visible, BooleanClause.Occur.FILTER);
    int last = typed.words().size() - 1;
    for (int i = 0; i <= last; i++) {
      Term term = new Term(Fields.SUGGESTION, typed.words().get(i).term());
      boolean isWhole = i < last || typed.lastIsWhole();
      all.add(isWhole ? new TermQuery(term) : new PrefixQuery(term), BooleanClause.Occur.FILTER);
    }
    return all.build();
  }
}
