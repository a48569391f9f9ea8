package io.millrace.core.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage of a document: the unit that is encoded, searched and shown.
 *
 * @param chunkId hash of document, text hash and occurrence: an edit changes only the chunks it
 *     touches
 * @param ordinal position in the document, from 0
 * @param textHash hash of what is encoded, {@link #encoded()}
 * @param context heading path and repeated table header, encoded and searched with the text but not
 *     part of the span; may be empty
 * @param text exactly the span of the document's cleaned text
 * @param span where {@code text} stands in the cleaned text
 * @param page the page it starts on, from 1, or null
 * @param headings the headings above it, outermost first
 * @param language BCP 47 tag, {@code und} where it cannot be told
 * @param tokens how many tokens {@link #encoded()} has, special tokens included
 */
public record Chunk(
    String chunkId,
    int ordinal,
    String textHash,
    String context,
    String text,
    Span span,
    @Nullable Integer page,
    List<String> headings,
    String language,
    int tokens) {

  public Chunk {
    headings = List.copyOf(headings);
  }

  /**
   * What an encoder and the full-text index read: context, line feed, text; the text alone without
   * a context.
   */
  public String encoded() {
    return encoded(context, text);
  }

  /** As {@link #encoded()}, for a chunk that is still being made. */
  public static String encoded(String context, String text) {
    return context.isEmpty() ? text : context + "\n" + text;
  }
}
