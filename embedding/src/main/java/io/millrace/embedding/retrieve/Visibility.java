package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Exact;
import io.millrace.embedding.index.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** What may be found: groups and filters as one Lucene query, the same for every list. */
final class Visibility {
  private Visibility() {}

  /** Passages of a document with one of the groups that pass the filters. */
  static Query of(Set<String> groups, Filters filters) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(new TermQuery(new Term(Fields.KIND, Fields.CHUNK)), BooleanClause.Occur.FILTER);
    all.add(any(Fields.GROUPS, groups, Exact::value), BooleanClause.Occur.FILTER);
    addIfAny(all, Fields.LANGUAGE, filters.languages(), Exact::language);
    addIfAny(all, Fields.MEDIA_TYPE, filters.mediaTypes(), Exact::mediaType);
    addIfAny(all, Fields.SOURCE, filters.sources(), Exact::value);
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
      all.add(
          any(Fields.DOC_ID, filters.excludedDocuments(), Function.identity()),
          BooleanClause.Occur.MUST_NOT);
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
