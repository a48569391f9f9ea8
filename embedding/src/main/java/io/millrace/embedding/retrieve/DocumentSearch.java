package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import io.millrace.embedding.index.StoredDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Reads whole documents, and counts them. */
final class DocumentSearch {
  private static final Set<String> PASSAGE =
      Set.of(
          Fields.CHUNK_ID,
          Fields.START,
          Fields.END,
          Fields.PAGE,
          Fields.HEADING,
          Fields.LANGUAGE,
          Fields.CONTEXT);
  private static final Set<String> NAMES = Set.of(Fields.DOC_ID, Fields.URI, Fields.TITLE);
  private static final Sort BY_ID = new Sort(new SortField(Fields.DOC_ID, SortField.Type.STRING));
  private static final Sort NEWEST =
      new Sort(
          new SortField(Fields.REVISION, SortField.Type.LONG, true),
          new SortField(Fields.DOC_ID, SortField.Type.STRING));

  private final IndexSearcher searcher;

  DocumentSearch(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /**
   * A document with its passages. Whether it is there and whether it may be seen is one question to
   * the index, so that the answer, and the time that it takes, do not tell them apart.
   *
   * @param visible whole documents that may be seen
   */
  Optional<FoundDocument> document(String docId, Query visible) throws IOException {
    Query id = new TermQuery(new Term(Fields.DOC_ID, docId));
    ScoreDoc[] found = searcher.search(both(id, visible), 1, Sort.INDEXORDER).scoreDocs;
    if (found.length == 0) {
      return Optional.empty();
    }
    BytesRef body =
        searcher
            .storedFields()
            .document(found[0].doc, Set.of(Fields.BODY))
            .getBinaryValue(Fields.BODY);
    byte[] json = new byte[body.length];
    System.arraycopy(body.bytes, body.offset, json, 0, body.length);
    return Optional.of(new FoundDocument(StoredDocument.ofJson(json), passages(docId, id)));
  }

  /** They lie in the index as they follow each other in the document. */
  private List<FoundDocument.Passage> passages(String docId, Query id) throws IOException {
    int most = Math.max(1, searcher.getIndexReader().docFreq(new Term(Fields.DOC_ID, docId)));
    Query chunks = new TermQuery(new Term(Fields.KIND, Fields.CHUNK));
    StoredFields stored = searcher.storedFields();
    List<FoundDocument.Passage> passages = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(both(id, chunks), most, Sort.INDEXORDER).scoreDocs) {
      Document fields = stored.document(hit.doc, PASSAGE);
      IndexableField page = fields.getField(Fields.PAGE);
      passages.add(
          new FoundDocument.Passage(
              fields.get(Fields.CHUNK_ID),
              passages.size(),
              fields.getField(Fields.START).numericValue().intValue(),
              fields.getField(Fields.END).numericValue().intValue(),
              page == null ? null : page.numericValue().intValue(),
              List.of(fields.getValues(Fields.HEADING)),
              fields.get(Fields.LANGUAGE),
              fields.get(Fields.CONTEXT)));
    }
    return passages;
  }

  /**
   * Other documents of the same bytes, by id.
   *
   * @param visible whole documents that may be seen
   */
  List<Copy> copies(StoredDocument document, Query visible) throws IOException {
    if (document.text().isBlank()) {
      return List.of();
    }
    Query others =
        new BooleanQuery.Builder()
            .add(visible, BooleanClause.Occur.FILTER)
            .add(
                new TermQuery(new Term(Fields.CONTENT_HASH, document.contentHash())),
                BooleanClause.Occur.FILTER)
            .add(
                new TermQuery(new Term(Fields.DOC_ID, document.docId())),
                BooleanClause.Occur.MUST_NOT)
            .build();
    StoredFields stored = searcher.storedFields();
    List<Copy> copies = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(others, Copy.MOST, BY_ID).scoreDocs) {
      Document fields = stored.document(hit.doc, NAMES);
      copies.add(
          new Copy(fields.get(Fields.DOC_ID), fields.get(Fields.URI), fields.get(Fields.TITLE)));
    }
    return copies;
  }

  /**
   * Counts.
   *
   * @param documents whole documents that may be seen
   * @param passages passages that may be seen
   */
  Contents contents(Query documents, Query passages) throws IOException {
    return new Contents(
        searcher.count(documents),
        searcher.count(passages),
        DocumentCounts.of(searcher, documents, List.of(Fields.LANGUAGE), Integer.MAX_VALUE).get(0));
  }

  /**
   * Counts and the newest.
   *
   * @param visible rejected documents that may be known
   */
  Rejects rejects(Query visible, int most) throws IOException {
    List<ValueCount> codes =
        DocumentCounts.of(searcher, visible, List.of(Fields.CODE), Integer.MAX_VALUE).get(0);
    StoredFields stored = searcher.storedFields();
    List<Rejects.Entry> newest = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(visible, most, NEWEST).scoreDocs) {
      Document fields = stored.document(hit.doc);
      newest.add(
          new Rejects.Entry(
              fields.get(Fields.DOC_ID),
              fields.get(Fields.URI),
              fields.get(Fields.CODE),
              fields.get(Fields.MESSAGE),
              fields.getField(Fields.REVISION).numericValue().longValue(),
              fields.get(Fields.SOURCE)));
    }
    return new Rejects(codes, newest);
  }

  private static Query both(Query one, Query other) {
    return new BooleanQuery.Builder()
        .add(one, BooleanClause.Occur.FILTER)
        .add(other, BooleanClause.Occur.FILTER)
        .build();
  }
}
