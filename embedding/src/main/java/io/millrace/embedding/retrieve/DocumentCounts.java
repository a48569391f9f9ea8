package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * Counts documents by the values of a field. The passages of a document lie side by side, so that
 * it is enough to remember of each value the last document that had it: memory goes with the number
 * of values, whatever matches.
 */
final class DocumentCounts {
  private static final Comparator<ValueCount> ORDER =
      Comparator.comparingLong(ValueCount::documents).reversed().thenComparing(ValueCount::value);

  private final String field;
  private final Map<String, Long> counts = new HashMap<>();
  private SortedDocValues values = DocValues.emptySorted();
  private int[] lastDocuments = {};
  private int[] ofSegment = {};

  private DocumentCounts(String field) {
    this.field = field;
  }

  /**
   * Counts in one pass.
   *
   * @param matches Lucene documents of any kind; documents with at least one are counted
   * @param fields with sorted doc values
   * @param most the most values of a field
   * @return of each field its values, most frequent first, ties by value
   */
  static List<List<ValueCount>> of(
      IndexSearcher searcher, Query matches, List<String> fields, int most) throws IOException {
    List<DocumentCounts> counts = fields.stream().map(DocumentCounts::new).toList();
    Weight weight =
        searcher.createWeight(searcher.rewrite(matches), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        count(leaf.reader(), scorer.iterator(), counts);
      }
    }
    return counts.stream().map(each -> each.mostFrequent(most)).toList();
  }

  private static void count(
      LeafReader segment, DocIdSetIterator matches, List<DocumentCounts> counts)
      throws IOException {
    Bits live = segment.getLiveDocs();
    SortedDocValues documents = DocValues.getSorted(segment, Fields.DOC_ID);
    for (DocumentCounts each : counts) {
      each.begin(segment);
    }
    for (int next = matches.nextDoc();
        next != DocIdSetIterator.NO_MORE_DOCS;
        next = matches.nextDoc()) {
      if ((live == null || live.get(next)) && documents.advanceExact(next)) {
        int document = documents.ordValue();
        for (DocumentCounts each : counts) {
          each.count(next, document);
        }
      }
    }
    for (DocumentCounts each : counts) {
      each.end();
    }
  }

  private void begin(LeafReader segment) throws IOException {
    values = DocValues.getSorted(segment, field);
    lastDocuments = new int[values.getValueCount()];
    Arrays.fill(lastDocuments, -1);
    ofSegment = new int[lastDocuments.length];
  }

  private void count(int luceneDocument, int document) throws IOException {
    if (values.advanceExact(luceneDocument)) {
      int value = values.ordValue();
      if (lastDocuments[value] != document) {
        lastDocuments[value] = document;
        ofSegment[value]++;
      }
    }
  }

  private void end() throws IOException {
    for (int i = 0; i < ofSegment.length; i++) {
      if (ofSegment[i] > 0) {
        counts.merge(values.lookupOrd(i).utf8ToString(), (long) ofSegment[i], Long::sum);
      }
    }
  }

  private List<ValueCount> mostFrequent(int most) {
    List<ValueCount> all = new ArrayList<>();
    counts.forEach((value, count) -> all.add(new ValueCount(value, count)));
    all.sort(ORDER);
    return all.subList(0, Math.min(most, all.size()));
  }
}
