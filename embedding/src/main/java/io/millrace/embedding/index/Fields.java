package io.millrace.embedding.index;

/**
 * Names of the Lucene fields of a generation. A Lucene document is a passage, a whole document or a
 * rejected one, told apart by {@link #KIND}; vectors are in {@link IndexedEncoder#field()}. The
 * passages of a document and the whole of it lie side by side, in this order.
 */
public final class Fields {
  /** {@link #CHUNK}, {@link #DOCUMENT} or {@link #REJECT}. */
  public static final String KIND = "kind";

  /** A passage, in {@link #KIND}. */
  public static final String CHUNK = "chunk";

  /** A whole document, in {@link #KIND}. */
  public static final String DOCUMENT = "document";

  /** A document that was rejected, in {@link #KIND}. */
  public static final String REJECT = "reject";

  public static final String CHUNK_ID = "chunk_id";
  public static final String DOC_ID = "doc_id";
  public static final String TEXT_HASH = "text_hash";
  public static final String CONTENT_HASH = "content_hash";

  /** English analysis of context and text; Chinese characters one by one. */
  public static final String TEXT_ENGLISH = "text_en";

  /** Bigrams of the Chinese, Japanese and Korean parts of context and text, words of the others. */
  public static final String TEXT_CHINESE = "text_zh";

  /**
   * Words of titles and headings as they are typed: the title of a whole document, the innermost
   * heading of the first passage under it.
   */
  public static final String SUGGESTION = "suggestion";

  public static final String GROUPS = "groups";
  public static final String SOURCE = "source";

  /**
   * Of a passage its language; of a whole document its own and those of its passages. As doc values
   * the primary language of the passage, or of the document.
   */
  public static final String LANGUAGE = "language";

  /** As terms the bare media type and its family, as doc values the type alone. */
  public static final String MEDIA_TYPE = "media_type";

  public static final String METADATA = "meta";

  /** Epoch milliseconds. */
  public static final String CREATED = "created";

  /** Epoch milliseconds. */
  public static final String MODIFIED = "modified";

  /** Epoch milliseconds of the metadata entry {@code date}, else {@code modified}, else created. */
  public static final String DATE = "date";

  /** Year of {@link #DATE} in UTC, as text. */
  public static final String YEAR = "year";

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

  /** Name of a {@link io.millrace.core.table.RejectCode}, of a rejected document. */
  public static final String CODE = "code";

  /** What is wrong, for a reader, of a rejected document. */
  public static final String MESSAGE = "message";

  /** The revision that rejected it, of a rejected document. */
  public static final String REVISION = "revision";

  private Fields() {}
}
