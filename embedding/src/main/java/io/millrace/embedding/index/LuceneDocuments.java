package io.millrace.embedding.index;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Makes the Lucene documents of a document: one a passage, and one for the whole. */
final class LuceneDocuments {
  private static final double NORM_TOLERANCE = 0.01;
  private static final FieldType FULL_TEXT = new FieldType();

  static {
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
   * The Lucene documents of a live document.
   *
   * @throws MissingVectorException when a passage has no vector of its encoder
   */
  List<List<IndexableField>> of(Document document, VectorLookup vectors) {
    List<IndexableField> shared = shared(document);
    List<List<IndexableField>> result = new ArrayList<>(document.chunks().size() + 1);
    for (Chunk chunk : document.chunks()) {
      List<IndexableField> fields = passage(document, chunk, shared);
      if (!encoders.isEmpty()) {
        fields.add(vector(document, chunk, vectors));
      }
      result.add(fields);
    }
    List<IndexableField> whole = new ArrayList<>(shared);
    whole.add(new StringField(Fields.KIND, Fields.DOCUMENT, Field.Store.NO));
    whole.add(new StringField(Fields.CONTENT_HASH, document.contentHash(), Field.Store.NO));
    whole.add(new StoredField(Fields.BODY, StoredDocument.of(document).toJson()));
    result.add(whole);
    return result;
  }

  /** What both kinds have, and every filter looks at. */
  private static List<IndexableField> shared(Document document) {
    List<IndexableField> fields = new ArrayList<>();
    fields.add(new StringField(Fields.DOC_ID, document.docId(), Field.Store.YES));
    fields.add(new StringField(Fields.SOURCE, Exact.value(document.source()), Field.Store.NO));
    if (document.mediaType() != null) {
      String mediaType = Exact.mediaType(document.mediaType());
      fields.add(new StringField(Fields.MEDIA_TYPE, mediaType, Field.Store.NO));
      int slash = mediaType.indexOf('/');
      if (slash > 0) {
        String family = mediaType.substring(0, slash) + "/*";
        fields.add(new StringField(Fields.MEDIA_TYPE, family, Field.Store.NO));
      }
    }
    for (String group : document.groups()) {
      fields.add(new StringField(Fields.GROUPS, Exact.value(group), Field.Store.NO));
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
    String language = chunk.language().equals("und") ? document.language() : chunk.language();
    String tag = Exact.language(language);
    fields.add(new StringField(Fields.LANGUAGE, tag, Field.Store.NO));
    String primary = Exact.primaryLanguage(language);
    if (!primary.equals(tag)) {
      fields.add(new StringField(Fields.LANGUAGE, primary, Field.Store.NO));
    }
    fields.add(new StoredField(Fields.LANGUAGE, language));
    fields.add(new StoredField(Fields.URI, document.uri()));
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
