package io.millrace.query.page;

import io.millrace.core.table.Block;
import io.millrace.core.table.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of one document.
 *
 * @param id document id
 * @param title title, or null
 * @param uri canonical URI
 * @param source name of the source
 * @param language BCP 47 tag of most of its text
 * @param mediaType media type, or null
 * @param bytes size of the file
 * @param date the document's date, or null
 * @param metadata author and the like, by name
 * @param since when it first came into the base, or null where that is not known
 * @param changed when it last changed
 * @param revision the revision that last changed it
 * @param copies other documents with the same content that the caller may see
 * @param text the whole cleaned text
 * @param blocks its structure; spans are UTF-16 offsets into {@code text}
 * @param found what a question found here, or null where none was asked
 */
public record DocumentView(
    String id,
    @Nullable String title,
    String uri,
    String source,
    String language,
    @Nullable String mediaType,
    long bytes,
    @Nullable Instant date,
    Map<String, String> metadata,
    @Nullable Instant since,
    Instant changed,
    long revision,
    List<Copy> copies,
    String text,
    List<Block> blocks,
    @Nullable Found found) {

  public DocumentView {
    metadata = Map.copyOf(metadata);
    copies = List.copyOf(copies);
    blocks = List.copyOf(blocks);
  }

  /** The title, else the name of the file. */
  public String name() {
    return Place.name(title, uri);
  }

  /**
   * Another document with the same content.
   *
   * @param id document id
   * @param uri canonical URI
   */
  public record Copy(String id, String uri) {}

  /**
   * What a question found in the document.
   *
   * @param asked the question, as it was asked of all documents
   * @param passage the passage to scroll to, UTF-16 offsets into the text, or null
   * @param words words of the question, UTF-16 offsets into the text, in any order
   * @param passages the document's passages that answer the question, best first
   */
  public record Found(
      Asked asked, @Nullable Span passage, List<Span> words, List<Passage> passages) {
    public Found {
      words = List.copyOf(words);
      passages = List.copyOf(passages);
    }
  }

  /**
   * A passage of the document that answers the question.
   *
   * @param chunk id of the passage
   * @param span UTF-16 offsets into the text
   * @param page page from 1, or null
   * @param headings the headings above it, outermost first
   */
  public record Passage(String chunk, Span span, @Nullable Integer page, List<String> headings) {
    /** Most UTF-16 code units that stand for a passage in a list. */
    private static final int BEGINNING = 120;

    public Passage {
      headings = List.copyOf(headings);
    }

    /** How the passage begins in the document's text. */
    public String beginning(String text) {
      String whole = span.of(text).strip();
      return whole.length() <= BEGINNING
          ? whole
          : whole.substring(0, Marks.pairStart(whole, BEGINNING));
    }
  }
}
