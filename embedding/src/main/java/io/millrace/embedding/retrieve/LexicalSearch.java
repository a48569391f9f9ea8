package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.lucene.search.TopFieldCollectorManager;

/**
 * BM25 over the full-text fields. A question with Chinese characters scores a passage by the better
 * of two ways. As Chinese: the terms of the Chinese field, and {@value #CHARACTER_WEIGHT} of the
 * single characters, which find what the bigrams miss (chosen on the development set of CMRC 2018:
 * nDCG@10 0.9842 against 0.9810 by bigrams alone, flat from 0.4 to 1). As English: its other words.
 * The Chinese field of a Chinese passage has these as well, so that adding both ways would count
 * them twice, while an English passage is found by them alone.
 */
final class LexicalSearch {
  private static final float CHARACTER_WEIGHT = 0.5f;

  /**
   * Of a question with more distinct terms in a field the weightiest are used. Lucene allows 1,024.
   */
  private static final int MOST_TERMS = 256;

  private final IndexSearcher searcher;

  /** By score, then by id, so that also the end of a list is well defined. */
  private final Sort order;

  /**
   * Searches through a searcher.
   *
   * @param ids ordinals of {@link Fields#CHUNK_ID}
   */
  LexicalSearch(IndexSearcher searcher, Ordinals ids) {
    this.searcher = searcher;
    this.order = new Sort(SortField.FIELD_SCORE, OrdinalComparator.sortField(Fields.CHUNK_ID, ids));
  }

  /**
   * The best passages, {@code depth} at most, by score and id; none for a question without words.
   */
  List<ScoreDoc> best(QueryTerms terms, Query visible, int depth) throws IOException {
    List<Query> chinese = new ArrayList<>();
    addTerms(chinese, Fields.TEXT_CHINESE, terms.chinese(), 1);
    addTerms(chinese, Fields.TEXT_ENGLISH, terms.characters(), CHARACTER_WEIGHT);
    List<Query> english = new ArrayList<>();
    addTerms(english, Fields.TEXT_ENGLISH, terms.english(), 1);
    if (chinese.isEmpty() && english.isEmpty()) {
      return List.of();
    }
    List<Query> ways = new ArrayList<>();
    addSum(ways, chinese);
    addSum(ways, english);
    Query words = ways.size() == 1 ? ways.get(0) : new DisjunctionMaxQuery(ways, 0);
    Query query =
        new BooleanQuery.Builder()
            .add(words, BooleanClause.Occur.MUST)
            .add(visible, BooleanClause.Occur.FILTER)
            .build();
    // how many passages match is of no interest: skip what cannot enter the list from the start
    TopFieldCollectorManager collectors = new TopFieldCollectorManager(order, depth, depth);
    List<ScoreDoc> best = new ArrayList<>();
    for (ScoreDoc found : searcher.search(query, collectors).scoreDocs) {
      float score = (Float) ((FieldDoc) found).fields[0];
      best.add(new ScoreDoc(found.doc, score));
    }
    return best;
  }

  /**
   * Passages with a word of the question, whatever their scores; single characters of a Chinese
   * question's words are no words. Empty for a question without words.
   */
  Optional<Query> anyWord(QueryTerms terms) throws IOException {
    List<Query> words = new ArrayList<>();
    addTerms(words, Fields.TEXT_CHINESE, terms.chinese(), 1);
    addTerms(words, Fields.TEXT_ENGLISH, terms.english(), 1);
    List<Query> any = new ArrayList<>(1);
    addSum(any, words);
    return any.stream().findFirst();
  }

  private static void addSum(List<Query> ways, List<Query> terms) {
    if (!terms.isEmpty()) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      terms.forEach(term -> any.add(term, BooleanClause.Occur.SHOULD));
      ways.add(any.build());
    }
  }

  private void addTerms(List<Query> queries, String field, Map<String, Integer> terms, float weight)
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
    if (weighted.size() > MOST_TERMS) {
      weighted.sort(
          Comparator.comparingDouble(WeightedTerm::weight)
              .reversed()
              .thenComparing(WeightedTerm::term));
      weighted = weighted.subList(0, MOST_TERMS);
    }
    for (WeightedTerm next : weighted) {
      float boost = weight * next.count();
      Query one = new TermQuery(next.term());
      queries.add(boost == 1 ? one : new BoostQuery(one, boost));
    }
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
