package io.millrace.embedding.index;

/**
 * Names of the Lucene fields of a generation. A Lucene document is either a passage or a whole
 * document, told apart by {@link #KIND}; vectors are in {@link IndexedEncoder#field()}.
 */
public final class Fields {
  /** {@link #CHUNK} or {@link #DOCUMENT}. */
  public static final String KIND = "kind";

  /** A passage, in {@link #KIND}. */
  public static final String CHUNK = "chunk";

  /** A whole document, in {@link #KIND}. */
  public static final String DOCUMENT = "document";

  public static final String CHUNK_ID = "chunk_id";
  public static final String DOC_ID = "doc_id";
  public static final String TEXT_HASH = "text_hash";
  public static final String CONTENT_HASH = "content_hash";

  /** English analysis of context and text; Chinese characters one by one. */
  public static final String TEXT_ENGLISH = "text_en";

  /** Bigrams of the Chinese, Japanese and Korean parts of context and text, words of the others. */
  public static final String TEXT_CHINESE = "text_zh";

  public static final String GROUPS = "groups";
  public static final String SOURCE = "source";
  public static final String LANGUAGE = "language";
  public static final String MEDIA_TYPE = "media_type";
  public static final String METADATA = "meta";

  /** Epoch milliseconds. */
  public static final String CREATED = "created";

  /** Epoch milliseconds. */
  public static final String MODIFIED = "modified";

  /** Epoch milliseconds of the metadata entry {@code date}, else {@code modified}, else created. */
  public static final String DATE = "date";

  public static final String URI = "uri";
  public static final String TITLE = "title";
  public static final String HEADING = "heading";
  public static final String PAGE = "page";
  public static final String START = "start";
  public static final String END = "end";
  public static final String CONTEXT = "context";
  public static final String TEXT = "text";

  /** {@link StoredDocument} as JSON, of a whole document. */
  public static final String BODY = "body";

  private Fields() {}
}
