package io.millrace.query.answer;

import io.millrace.embedding.retrieve.Copy;
import io.millrace.embedding.retrieve.FoundDocument;
import io.millrace.embedding.retrieve.SearchHit;
import java.util.List;

/**
 * A document that a caller opened.
 *
 * @param release the release that it is from
 * @param found it and its passages
 * @param copies other documents with the same content that the caller may see
 * @param hits those of its passages that answer a question, best first; none where none was asked
 */
public record OpenedDocument(
    String release, FoundDocument found, List<Copy> copies, List<SearchHit> hits) {
  public OpenedDocument {
    copies = List.copyOf(copies);
    hits = List.copyOf(hits);
  }

  /** The same with what a question found in it. */
  OpenedDocument with(List<SearchAnswer.Hit> found) {
    return new OpenedDocument(
        release, this.found, copies, found.stream().map(SearchAnswer.Hit::hit).toList());
  }
}
