package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Reads passages of a generation. */
final class Passages {
  private static final Sort BY_ID = new Sort(new SortField(Fields.CHUNK_ID, SortField.Type.STRING));

  private final IndexSearcher searcher;

  Passages(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** What Lucene found, with ids, in no particular order. */
  List<Candidate> candidates(List<ScoreDoc> found, Copies copies) throws IOException {
    ScoreDoc[] byDocument = found.toArray(ScoreDoc[]::new);
    Arrays.sort(byDocument, Comparator.comparingInt(hit -> hit.doc));
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    List<Candidate> candidates = new ArrayList<>(byDocument.length);
    int leaf = -1;
    SortedDocValues ids = null;
    SortedDocValues hashes = null;
    for (ScoreDoc hit : byDocument) {
      int owner = ReaderUtil.subIndex(hit.doc, leaves);
      if (owner != leaf) {
        leaf = owner;
        ids = leaves.get(leaf).reader().getSortedDocValues(Fields.CHUNK_ID);
        hashes = leaves.get(leaf).reader().getSortedDocValues(Fields.TEXT_HASH);
      }
      int document = hit.doc - leaves.get(leaf).docBase;
      String id = value(ids, document);
      String key = copies == Copies.KEEP ? id : value(hashes, document);
      candidates.add(new Candidate(hit.doc, hit.score, id, key));
    }
    return candidates;
  }

  /**
   * The copy of a passage's text that is shown: of those that may be seen, the one with the
   * smallest id, whichever of them a list had.
   */
  Candidate firstCopy(Candidate candidate, Query visible) throws IOException {
    Term text = new Term(Fields.TEXT_HASH, candidate.key());
    if (searcher.getIndexReader().docFreq(text) == 1) {
      return candidate;
    }
    Query copies =
        new BooleanQuery.Builder()
            .add(new TermQuery(text), BooleanClause.Occur.FILTER)
            .add(visible, BooleanClause.Occur.FILTER)
            .build();
    ScoreDoc[] first = searcher.search(copies, 1, BY_ID).scoreDocs;
    if (first.length == 0) {
      throw new IOException("Cannot read passage " + candidate.chunkId() + ": its text is gone");
    }
    String id =
        searcher
            .storedFields()
            .document(first[0].doc, Set.of(Fields.CHUNK_ID))
            .get(Fields.CHUNK_ID);
    return new Candidate(first[0].doc, candidate.score(), id, candidate.key());
  }

  /** Everything that is shown of a passage. */
  SearchHit hit(Candidate candidate, int rank, Highlighter highlighter) throws IOException {
    Document fields = searcher.storedFields().document(candidate.document());
    IndexableField page = fields.getField(Fields.PAGE);
    String text = fields.get(Fields.TEXT);
    return new SearchHit(
        rank,
        candidate.score(),
        candidate.chunkId(),
        fields.get(Fields.DOC_ID),
        fields.get(Fields.URI),
        fields.get(Fields.TITLE),
        List.of(fields.getValues(Fields.HEADING)),
        page == null ? null : page.numericValue().intValue(),
        fields.getField(Fields.START).numericValue().intValue(),
        fields.getField(Fields.END).numericValue().intValue(),
        fields.get(Fields.LANGUAGE),
        text,
        highlighter.highlights(text));
  }

  private static String value(@Nullable SortedDocValues values, int document) throws IOException {
    if (values == null || !values.advanceExact(document)) {
      throw new IOException("Cannot read passage: Lucene document " + document + " has no id");
    }
    return values.lookupOrd(values.ordValue()).utf8ToString();
  }
}
