package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Exact;
import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * What may be found: groups and filters as one Lucene query, the same for every list and every
 * page. May be used by several threads.
 */
final class Visibility {
  private final ExcludedDocuments excluded;

  /** What may be found of what a reader reads. */
  Visibility(IndexReader reader) {
    this.excluded = new ExcludedDocuments(reader);
  }

  /** Passages of a document with one of the groups that pass the filters. */
  Query passages(Set<String> groups, Filters filters) throws IOException {
    return of(Fields.CHUNK, groups, filters);
  }

  /**
   * Whole documents with one of the groups that pass the filters; that of languages passes a
   * document where it or one of its passages has the language.
   */
  Query documents(Set<String> groups, Filters filters) throws IOException {
    return of(Fields.DOCUMENT, groups, filters);
  }

  /** Rejected documents with one of the groups, but for some. */
  Query rejects(Set<String> groups, Set<String> excludedDocuments) throws IOException {
    return of(Fields.REJECT, groups, Filters.NONE.without(excludedDocuments));
  }

  private Query of(String kind, Set<String> groups, Filters filters) throws IOException {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(new TermQuery(new Term(Fields.KIND, kind)), BooleanClause.Occur.FILTER);
    all.add(any(Fields.GROUPS, groups, Exact::value), BooleanClause.Occur.FILTER);
    addIfAny(all, Fields.LANGUAGE, filters.languages(), Exact::language);
    addIfAny(all, Fields.MEDIA_TYPE, filters.mediaTypes(), Exact::mediaType);
    addIfAny(all, Fields.SOURCE, filters.sources(), Exact::value);
    addIfAny(all, Fields.DOC_ID, filters.documents(), Function.identity());
    for (Map.Entry<String, String> entry : filters.metadata().entrySet()) {
      String term = Exact.metadata(entry.getKey(), entry.getValue());
      all.add(new TermQuery(new Term(Fields.METADATA, term)), BooleanClause.Occur.FILTER);
    }
    if (filters.from() != null || filters.to() != null) {
      long from = filters.from() == null ? Long.MIN_VALUE : filters.from().toEpochMilli();
      long to =
          filters.to() == null
              ? Long.MAX_VALUE
              : Math.subtractExact(filters.to().toEpochMilli(), 1);
      all.add(LongPoint.newRangeQuery(Fields.DATE, from, to), BooleanClause.Occur.FILTER);
    }
    if (!filters.excludedDocuments().isEmpty()) {
      all.add(excluded.query(filters.excludedDocuments()), BooleanClause.Occur.MUST_NOT);
    }
    return all.build();
  }

  private static void addIfAny(
      BooleanQuery.Builder all,
      String field,
      Collection<String> values,
      Function<String, String> term) {
    if (!values.isEmpty()) {
      all.add(any(field, values, term), BooleanClause.Occur.FILTER);
    }
  }

  /** Lucene documents with one of the terms; none when there are none. */
  private static Query any(String field, Collection<String> values, Function<String, String> term) {
    if (values.size() == 1) {
      return new TermQuery(new Term(field, term.apply(values.iterator().next())));
    }
    List<BytesRef> terms = new ArrayList<>(values.size());
    for (String value : values) {
      terms.add(new BytesRef(term.apply(value)));
    }
    return new TermInSetQuery(field, terms);
  }
}
