package io.millrace.embedding.retrieve;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was found. As JSON it is a hit of {@code millrace search --json}.
 *
 * @param rank from 1
 * @param score higher is better, comparable only within one answer
 * @param chunk id of the passage
 * @param document id of its document
 * @param uri canonical URI of its document
 * @param title title of its document, or null
 * @param headings the headings above it, outermost first
 * @param page page from 1, or null
 * @param start UTF-16 code unit in the document's cleaned text
 * @param end the same, exclusive
 * @param language BCP 47 tag
 * @param text exactly that span
 * @param highlights where words of the query stand in {@code text}, in order, without overlap
 */
public record SearchHit(
    int rank,
    double score,
    String chunk,
    String document,
    String uri,
    @Nullable String title,
    List<String> headings,
    @Nullable Integer page,
    int start,
    int end,
    String language,
    String text,
    List<Highlight> highlights) {

  public SearchHit {
    headings = List.copyOf(headings);
    highlights = List.copyOf(highlights);
  }

  /**
   * A stretch of a passage's text; as JSON {@code [start, end]}.
   *
   * @param start first UTF-16 code unit
   * @param end the one after the last
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"start", "end"})
  public record Highlight(int start, int end) {}
}
