package io.millrace.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param release the release that gave it
 * @param mode how passages were found: {@code bm25}, {@code dense} or {@code hybrid}
 * @param fallback why that is not the mode that was asked for, or null
 * @param hits best first
 * @param facets counts, or null where they were not asked for
 */
public record SearchAnswer(
    String release,
    String mode,
    @Nullable Fallback fallback,
    List<Hit> hits,
    @Nullable Facets facets) {

  public SearchAnswer {
    hits = List.copyOf(hits);
  }

  /**
   * A mode that could not be had.
   *
   * @param asked the mode that was asked for
   * @param why what is missing
   */
  public record Fallback(String asked, String why) {}

  /**
   * A passage that was found.
   *
   * @param rank from 1
   * @param score higher is better, comparable only within one answer
   * @param chunk id of the passage
   * @param document id of its document, for {@link MillraceClient#document}
   * @param uri canonical URI of its document
   * @param title title of its document, or null
   * @param headings the headings above it, outermost first
   * @param page page from 1, or null
   * @param start UTF-16 code unit in the document's text, an index of a Java string
   * @param end the same, exclusive
   * @param language BCP 47 tag
   * @param text exactly that span
   * @param highlights where words of the question stand in {@code text}, in order, without overlap
   * @param why the reasons for its rank, or null where they were not asked for
   */
  public record Hit(
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
      List<Highlight> highlights,
      @Nullable Why why) {
    public Hit {
      headings = List.copyOf(headings);
      highlights = List.copyOf(highlights);
    }
  }

  /**
   * A stretch of a passage's text.
   *
   * @param start first UTF-16 code unit
   * @param end the one after the last
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"start", "end"})
  public record Highlight(int start, int end) {}

  /**
   * Why a hit stands where it does.
   *
   * @param origin where its document comes from
   * @param lists its place in each list that was fused; their shares add up to its score
   * @param words the words of the question as they stand in its text
   */
  public record Why(Origin origin, List<ListRank> lists, List<String> words) {
    public Why {
      lists = List.copyOf(lists);
      words = List.copyOf(words);
    }
  }

  /**
   * Where the document of a hit comes from.
   *
   * @param source name of its source
   * @param mediaType media type, or null
   * @param date metadata date, else modified, else created, or null
   */
  public record Origin(String source, @Nullable String mediaType, @Nullable Instant date) {}

  /**
   * Where one of the lists of a search has a hit.
   *
   * @param list {@code bm25}, or the name of a model
   * @param rank in that list, from 1
   * @param score in that list: BM25 or a cosine
   * @param share what the list adds to the hit's score
   */
  public record ListRank(String list, int rank, double score, double share) {}

  /**
   * In how many documents the question's words stand, most frequent first.
   *
   * @param languages by language
   * @param types by media type
   * @param sources by source
   * @param years by the year of the document's date in UTC
   */
  public record Facets(
      List<ValueCount> languages,
      List<ValueCount> types,
      List<ValueCount> sources,
      List<ValueCount> years) {
    public Facets {
      languages = List.copyOf(languages);
      types = List.copyOf(types);
      sources = List.copyOf(sources);
      years = List.copyOf(years);
    }
  }
}
