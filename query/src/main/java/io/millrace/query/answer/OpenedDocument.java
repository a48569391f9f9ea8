package io.millrace.query.answer;

import io.millrace.embedding.retrieve.Copy;
import io.millrace.embedding.retrieve.FoundDocument;
import java.util.List;

/**
 * A document that a caller opened.
 *
 * @param release the release that it is from
 * @param found it and its passages
 * @param copies other documents with the same content that the caller may see
 */
public record OpenedDocument(String release, FoundDocument found, List<Copy> copies) {
  public OpenedDocument {
    copies = List.copyOf(copies);
  }
}
