package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.StoredDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole document that the caller may see.
 *
 * @param document the document
 * @param passages all of its passages, in order
 */
public record FoundDocument(StoredDocument document, List<Passage> passages) {
  public FoundDocument {
    passages = List.copyOf(passages);
  }

  /**
   * A passage of a document.
   *
   * @param chunk its id
   * @param index position in the document, from 0
   * @param start UTF-16 code unit in the document's cleaned text
   * @param end the same, exclusive
   * @param page page from 1, or null
   * @param headings the headings above it, outermost first
   * @param language BCP 47 tag
   * @param context heading path and repeated table header that are searched with it; may be empty
   */
  public record Passage(
      String chunk,
      int index,
      int start,
      int end,
      @Nullable Integer page,
      List<String> headings,
      String language,
      String context) {
    public Passage {
      headings = List.copyOf(headings);
    }
  }
}
