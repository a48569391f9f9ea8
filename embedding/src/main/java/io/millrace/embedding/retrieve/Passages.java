package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Reads passages of a generation. */
final class Passages {
  private final IndexSearcher searcher;
  private final Ordinals ids;
  private final Ordinals texts;
  private final Sort byId;

  /**
   * Reads through a searcher.
   *
   * @param ids ordinals of {@link Fields#CHUNK_ID}
   */
  Passages(IndexSearcher searcher, Ordinals ids) {
    this.searcher = searcher;
    this.ids = ids;
    this.texts = new Ordinals(searcher.getIndexReader(), Fields.TEXT_HASH);
    this.byId = new Sort(OrdinalComparator.sortField(Fields.CHUNK_ID, ids));
  }

  /** What Lucene found, with ordinals, in no particular order. */
  List<Candidate> candidates(List<ScoreDoc> found, Copies copies) throws IOException {
    ScoreDoc[] byDocument = found.toArray(ScoreDoc[]::new);
    Arrays.sort(byDocument, Comparator.comparingInt(hit -> hit.doc));
    SortedDocValues idValues = ids.values();
    SortedDocValues textValues = copies == Copies.KEEP ? idValues : texts.values();
    List<Candidate> candidates = new ArrayList<>(byDocument.length);
    for (ScoreDoc hit : byDocument) {
      int id = ordinal(idValues, hit.doc);
      int key = copies == Copies.KEEP ? id : ordinal(textValues, hit.doc);
      candidates.add(new Candidate(hit.doc, hit.score, id, key));
    }
    return candidates;
  }

  /** The ids of passages, in their order. */
  List<String> ids(List<Candidate> candidates) throws IOException {
    SortedDocValues values = ids.values();
    List<String> found = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      found.add(values.lookupOrd(candidate.id()).utf8ToString());
    }
    return found;
  }

  /**
   * The copy of a passage's text that is shown: of those that may be seen, the one with the
   * smallest id, whichever of them a list had.
   */
  Candidate firstCopy(Candidate candidate, Query visible) throws IOException {
    BytesRef hash = BytesRef.deepCopyOf(texts.values().lookupOrd(candidate.key()));
    Term text = new Term(Fields.TEXT_HASH, hash);
    if (searcher.getIndexReader().docFreq(text) == 1) {
      return candidate;
    }
    Query copies =
        new BooleanQuery.Builder()
            .add(new TermQuery(text), BooleanClause.Occur.FILTER)
            .add(visible, BooleanClause.Occur.FILTER)
            .build();
    ScoreDoc[] first = searcher.search(copies, 1, byId).scoreDocs;
    if (first.length == 0) {
      throw new IOException("Cannot read a passage: its text " + text.text() + " is gone");
    }
    int document = first[0].doc;
    return new Candidate(
        document, candidate.score(), ordinal(ids.values(), document), candidate.key());
  }

  /** Everything that is shown of a passage. */
  SearchHit hit(Candidate candidate, int rank, Highlighter highlighter) throws IOException {
    Document fields = searcher.storedFields().document(candidate.document());
    IndexableField page = fields.getField(Fields.PAGE);
    String text = fields.get(Fields.TEXT);
    return new SearchHit(
        rank,
        candidate.score(),
        fields.get(Fields.CHUNK_ID),
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

  /** Where the document of a passage comes from. */
  Origin origin(Candidate candidate) throws IOException {
    Document fields =
        searcher
            .storedFields()
            .document(candidate.document(), Set.of(Fields.SOURCE, Fields.MEDIA_TYPE, Fields.DATE));
    String source = fields.get(Fields.SOURCE);
    IndexableField date = fields.getField(Fields.DATE);
    return new Origin(
        source == null ? "" : source,
        fields.get(Fields.MEDIA_TYPE),
        date == null ? null : Instant.ofEpochMilli(date.numericValue().longValue()));
  }

  private static int ordinal(SortedDocValues values, int document) throws IOException {
    if (!values.advanceExact(document)) {
      throw new IOException("Cannot read passage: Lucene document " + document + " has no id");
    }
    return values.ordValue();
  }
}
