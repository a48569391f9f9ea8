package io.millrace.query.page;

import io.millrace.core.table.Span;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param rank from 1
 * @param chunk id of the passage
 * @param document id of its document
 * @param uri canonical URI of its document
 * @param title title of its document, or null
 * @param headings the headings above it, outermost first
 * @param page page from 1, or null
 * @param date the document's date, or null
 * @param source name of the source
 * @param language BCP 47 tag of the passage
 * @param mediaType media type of the document, or null
 * @param text the passage
 * @param highlights words of the question as UTF-16 spans into {@code text}, in any order
 * @param reasons where the passage stood in each list; empty where it is not known
 * @param words the question's words that the passage has
 */
public record Hit(
    int rank,
    String chunk,
    String document,
    String uri,
    @Nullable String title,
    List<String> headings,
    @Nullable Integer page,
    @Nullable Instant date,
    String source,
    String language,
    @Nullable String mediaType,
    String text,
    List<Span> highlights,
    List<Reason> reasons,
    List<String> words) {

  public Hit {
    headings = List.copyOf(headings);
    highlights = List.copyOf(highlights);
    reasons = List.copyOf(reasons);
    words = List.copyOf(words);
  }

  /** The title, else the name of the file. */
  public String name() {
    return Place.name(title, uri);
  }

  /** The passage with its words marked, and its beginning where it is long. */
  public Excerpt excerpt() {
    return Excerpt.of(text, highlights);
  }

  /**
   * Where a passage stood in one list before the lists were fused.
   *
   * @param encoder the model whose list it is, {@code graph}, or null for the list by words
   * @param rank its rank there, from 1
   * @param score its score there: BM25, a cosine, or the graph's
   * @param share its part of the passage's final score, 0 to 1
   */
  public record Reason(@Nullable String encoder, int rank, double score, double share) {}
}
