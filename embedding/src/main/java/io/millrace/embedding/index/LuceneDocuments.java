package io.millrace.embedding.index;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * Makes the Lucene documents of a document: one a passage, and one for the whole; of a rejected one
 * a single one.
 */
final class LuceneDocuments {
  private static final double NORM_TOLERANCE = 0.01;
  private static final FieldType FULL_TEXT = new FieldType();
  private static final FieldType WORDS = new FieldType();

  static {
    WORDS.setIndexOptions(IndexOptions.DOCS);
    WORDS.setTokenized(true);
    WORDS.setOmitNorms(true);
    WORDS.freeze();
    FULL_TEXT.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    FULL_TEXT.setTokenized(true);
    FULL_TEXT.freeze();
  }

  private final EncoderSet encoders;
  private final Analysis analysis;

  LuceneDocuments(EncoderSet encoders, Analysis analysis) {
    this.encoders = encoders;
    this.analysis = analysis;
  }

  /**
   * The Lucene documents of a document; none of one that is gone.
   *
   * @throws MissingVectorException when a passage has no vector of its encoder
   */
  List<List<IndexableField>> of(Document document, VectorLookup vectors) {
    return switch (document.outcome()) {
      case LIVE -> live(document, vectors);
      case REJECTED -> List.of(reject(document));
      case TOMBSTONE -> List.of();
    };
  }

  private List<List<IndexableField>> live(Document document, VectorLookup vectors) {
    Set<List<String>> headings = new HashSet<>();
    List<IndexableField> shared = shared(document);
    List<List<IndexableField>> result = new ArrayList<>(document.chunks().size() + 1);
    for (Chunk chunk : document.chunks()) {
      List<IndexableField> fields = passage(document, chunk, shared);
      String heading = chunk.headings().isEmpty() ? "" : innermost(chunk);
      if (!heading.isEmpty() && headings.add(List.of(heading, language(document, chunk)))) {
        fields.add(new Field(Fields.SUGGESTION, heading, WORDS));
      }
      if (!encoders.isEmpty()) {
        fields.add(vector(document, chunk, vectors));
      }
      result.add(fields);
    }
    result.add(whole(document, shared));
    return result;
  }

  private static List<IndexableField> whole(Document document, List<IndexableField> shared) {
    List<IndexableField> fields = new ArrayList<>(shared);
    fields.add(new StringField(Fields.KIND, Fields.DOCUMENT, Field.Store.NO));
    fields.add(new StringField(Fields.CONTENT_HASH, document.contentHash(), Field.Store.NO));
    Set<String> languages = new TreeSet<>();
    addLanguage(languages, document.language());
    document.chunks().forEach(chunk -> addLanguage(languages, language(document, chunk)));
    addLanguages(fields, languages, document.language());
    fields.add(new StoredField(Fields.URI, document.uri()));
    if (document.title() != null) {
      fields.add(new StoredField(Fields.TITLE, document.title()));
      fields.add(new Field(Fields.SUGGESTION, document.title(), WORDS));
    }
    // last, so that who wants the others need not read it
    fields.add(new StoredField(Fields.BODY, StoredDocument.of(document).toJson()));
    return fields;
  }

  private static List<IndexableField> reject(Document document) {
    List<IndexableField> fields = identity(document);
    fields.add(new StringField(Fields.KIND, Fields.REJECT, Field.Store.NO));
    fields.add(new StoredField(Fields.SOURCE, document.source()));
    fields.add(new StoredField(Fields.URI, document.uri()));
    String code = document.rejectCode() == null ? "" : document.rejectCode().name();
    fields.add(new SortedDocValuesField(Fields.CODE, new BytesRef(code)));
    fields.add(new StoredField(Fields.CODE, code));
    String message = document.rejectMessage() == null ? "" : document.rejectMessage();
    fields.add(new StoredField(Fields.MESSAGE, message));
    fields.add(new NumericDocValuesField(Fields.REVISION, document.revision()));
    fields.add(new StoredField(Fields.REVISION, document.revision()));
    return fields;
  }

  /** What all kinds have: which document it is, of which source, and who may know of it. */
  private static List<IndexableField> identity(Document document) {
    List<IndexableField> fields = new ArrayList<>();
    fields.add(new StringField(Fields.DOC_ID, document.docId(), Field.Store.YES));
    fields.add(new SortedDocValuesField(Fields.DOC_ID, new BytesRef(document.docId())));
    String source = Exact.value(document.source());
    fields.add(new StringField(Fields.SOURCE, source, Field.Store.NO));
    fields.add(new SortedDocValuesField(Fields.SOURCE, new BytesRef(source)));
    for (String group : document.groups()) {
      fields.add(new StringField(Fields.GROUPS, Exact.value(group), Field.Store.NO));
    }
    return fields;
  }

  /** What passages and whole documents have, and every filter looks at. */
  private static List<IndexableField> shared(Document document) {
    List<IndexableField> fields = identity(document);
    if (document.mediaType() != null) {
      String mediaType = Exact.mediaType(document.mediaType());
      fields.add(new StringField(Fields.MEDIA_TYPE, mediaType, Field.Store.NO));
      fields.add(new SortedDocValuesField(Fields.MEDIA_TYPE, new BytesRef(mediaType)));
      int slash = mediaType.indexOf('/');
      if (slash > 0) {
        String family = mediaType.substring(0, slash) + "/*";
        fields.add(new StringField(Fields.MEDIA_TYPE, family, Field.Store.NO));
      }
    }
    for (Map.Entry<String, String> entry : document.metadata().entrySet()) {
      String term = Exact.metadata(entry.getKey(), entry.getValue());
      fields.add(new StringField(Fields.METADATA, term, Field.Store.NO));
    }
    Map<String, String> metadata = document.metadata();
    DocumentDates.millis(metadata, "created")
        .ifPresent(millis -> fields.add(new LongPoint(Fields.CREATED, millis)));
    DocumentDates.millis(metadata, "modified")
        .ifPresent(millis -> fields.add(new LongPoint(Fields.MODIFIED, millis)));
    DocumentDates.date(metadata)
        .ifPresent(millis -> fields.add(new LongPoint(Fields.DATE, millis)));
    DocumentDates.year(metadata)
        .ifPresent(
            year ->
                fields.add(
                    new SortedDocValuesField(Fields.YEAR, new BytesRef(Integer.toString(year)))));
    return fields;
  }

  private List<IndexableField> passage(
      Document document, Chunk chunk, List<IndexableField> shared) {
    List<IndexableField> fields = new ArrayList<>(shared);
    fields.add(new StringField(Fields.KIND, Fields.CHUNK, Field.Store.NO));
    fields.add(new StringField(Fields.CHUNK_ID, chunk.chunkId(), Field.Store.YES));
    fields.add(new SortedDocValuesField(Fields.CHUNK_ID, new BytesRef(chunk.chunkId())));
    fields.add(new StringField(Fields.TEXT_HASH, chunk.textHash(), Field.Store.YES));
    fields.add(new SortedDocValuesField(Fields.TEXT_HASH, new BytesRef(chunk.textHash())));
    String language = language(document, chunk);
    Set<String> languages = new TreeSet<>();
    addLanguage(languages, language);
    addLanguages(fields, languages, language);
    fields.add(new StoredField(Fields.LANGUAGE, language));
    fields.add(new StoredField(Fields.URI, document.uri()));
    fields.add(new StoredField(Fields.SOURCE, document.source()));
    if (document.mediaType() != null) {
      fields.add(new StoredField(Fields.MEDIA_TYPE, document.mediaType()));
    }
    DocumentDates.date(document.metadata())
        .ifPresent(millis -> fields.add(new StoredField(Fields.DATE, millis)));
    if (document.title() != null) {
      fields.add(new StoredField(Fields.TITLE, document.title()));
    }
    for (String heading : chunk.headings()) {
      fields.add(new StoredField(Fields.HEADING, heading));
    }
    if (chunk.page() != null) {
      fields.add(new StoredField(Fields.PAGE, chunk.page()));
    }
    fields.add(new StoredField(Fields.START, chunk.span().start()));
    fields.add(new StoredField(Fields.END, chunk.span().end()));
    fields.add(new StoredField(Fields.CONTEXT, chunk.context()));
    fields.add(new StoredField(Fields.TEXT, chunk.text()));
    String encoded = chunk.encoded();
    fields.add(new Field(Fields.TEXT_ENGLISH, encoded, FULL_TEXT));
    if (analysis == Analysis.CHINESE || (analysis == Analysis.AUTO && Script.hasCjk(encoded))) {
      fields.add(new Field(Fields.TEXT_CHINESE, encoded, FULL_TEXT));
    }
    return fields;
  }

  private static String innermost(Chunk chunk) {
    return chunk.headings().get(chunk.headings().size() - 1);
  }

  private static String language(Document document, Chunk chunk) {
    return chunk.language().equals("und") ? document.language() : chunk.language();
  }

  private static void addLanguage(Set<String> terms, String language) {
    terms.add(Exact.language(language));
    terms.add(Exact.primaryLanguage(language));
  }

  private static void addLanguages(
      List<IndexableField> fields, Set<String> terms, String language) {
    for (String term : terms) {
      fields.add(new StringField(Fields.LANGUAGE, term, Field.Store.NO));
    }
    BytesRef primary = new BytesRef(Exact.primaryLanguage(language));
    fields.add(new SortedDocValuesField(Fields.LANGUAGE, primary));
  }

  private IndexableField vector(Document document, Chunk chunk, VectorLookup vectors) {
    IndexedEncoder encoder = encoders.of(chunk);
    float[] vector = vectors.vector(chunk.textHash(), encoder.fingerprint());
    if (vector == null) {
      throw new MissingVectorException(document, chunk, encoder);
    }
    String problem = problem(vector, encoder);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot index "
              + document.uri()
              + ": the vector of passage "
              + chunk.chunkId()
              + " by encoder "
              + encoder.model()
              + " has "
              + problem);
    }
    return new KnnFloatVectorField(encoder.field(), vector, VectorSimilarityFunction.DOT_PRODUCT);
  }

  private static String problem(float[] vector, IndexedEncoder encoder) {
    if (vector.length != encoder.dimension()) {
      return "dimension " + vector.length + ", but the generation has " + encoder.dimension();
    }
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double norm = Math.sqrt(squares);
    return Math.abs(norm - 1) <= NORM_TOLERANCE ? "" : "norm " + norm + ", but 1 is needed";
  }
}
