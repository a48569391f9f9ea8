package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/**
 * BM25 over the full-text fields. A passage scores the better of its two fields: the Chinese field
 * of a Chinese passage holds the question's other words as well, so that adding both would count
 * these twice, while an English passage is found by them alone.
 */
final class LexicalSearch {
  /** Of a question with more distinct terms the weightiest are used. */
  private static final int MOST_TERMS = 512;

  /** By score, then by id, so that also the end of a list is well defined. */
  private static final Sort ORDER =
      new Sort(SortField.FIELD_SCORE, new SortField(Fields.CHUNK_ID, SortField.Type.STRING));

  private final IndexSearcher searcher;

  LexicalSearch(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /**
   * The best passages, {@code depth} at most, by score and id; none for a question without words.
   */
  List<ScoreDoc> best(QueryTerms terms, Query visible, int depth) throws IOException {
    List<Query> fields = new ArrayList<>();
    addField(fields, Fields.TEXT_ENGLISH, terms.english());
    addField(fields, Fields.TEXT_CHINESE, terms.chinese());
    if (fields.isEmpty()) {
      return List.of();
    }
    Query words = fields.size() == 1 ? fields.get(0) : new DisjunctionMaxQuery(fields, 0);
    Query query =
        new BooleanQuery.Builder()
            .add(words, BooleanClause.Occur.MUST)
            .add(visible, BooleanClause.Occur.FILTER)
            .build();
    List<ScoreDoc> best = new ArrayList<>();
    for (ScoreDoc found : searcher.search(query, depth, ORDER).scoreDocs) {
      float score = (Float) ((FieldDoc) found).fields[0];
      best.add(new ScoreDoc(found.doc, score));
    }
    return best;
  }

  private void addField(List<Query> fields, String field, Map<String, Integer> terms)
      throws IOException {
    List<WeightedTerm> weighted = new ArrayList<>();
    IndexReader reader = searcher.getIndexReader();
    for (Map.Entry<String, Integer> entry : terms.entrySet()) {
      Term term = new Term(field, entry.getKey());
      int documents = terms.size() <= MOST_TERMS ? 1 : reader.docFreq(term);
      if (documents > 0) {
        double rarity = Math.log((reader.maxDoc() + 1.0) / documents);
        weighted.add(new WeightedTerm(term, entry.getValue(), entry.getValue() * rarity));
      }
    }
    if (weighted.isEmpty()) {
      return;
    }
    if (weighted.size() > MOST_TERMS) {
      weighted.sort(
          Comparator.comparingDouble(WeightedTerm::weight)
              .reversed()
              .thenComparing(WeightedTerm::term));
      weighted = weighted.subList(0, MOST_TERMS);
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (WeightedTerm next : weighted) {
      Query one = new TermQuery(next.term());
      any.add(
          next.count() == 1 ? one : new BoostQuery(one, next.count()), BooleanClause.Occur.SHOULD);
    }
    fields.add(any.build());
  }

  /**
   * A term of a question.
   *
   * @param term field and text
   * @param count how often the question has it
   * @param weight count times inverse document frequency
   */
  private record WeightedTerm(Term term, int count, double weight) {}
}
