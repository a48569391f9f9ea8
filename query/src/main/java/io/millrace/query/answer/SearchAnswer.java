package io.millrace.query.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.embedding.retrieve.ExplainedHit;
import io.millrace.embedding.retrieve.Facets;
import io.millrace.embedding.retrieve.ListRank;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.Origin;
import io.millrace.embedding.retrieve.SearchHit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param release the release that gave it
 * @param mode how passages were found
 * @param fallback why that is not the mode that was asked for, or null
 * @param hits best first
 * @param facets counts, or null where they were not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchAnswer(
    String release,
    String mode,
    @Nullable Fallback fallback,
    List<Hit> hits,
    @Nullable Facets facets) {

  public SearchAnswer {
    hits = List.copyOf(hits);
  }

  /** The same, given instead of an answer in another mode. */
  SearchAnswer insteadOf(Mode asked, String why) {
    return new SearchAnswer(release, mode, new Fallback(asked.label(), why), hits, facets);
  }

  /**
   * A mode that could not be had.
   *
   * @param asked the mode that was asked for
   * @param why what is missing
   */
  public record Fallback(String asked, String why) {}

  /**
   * A hit as the command line prints it, and why.
   *
   * @param hit the passage
   * @param why the reasons for its rank, or null where they were not asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Hit(@JsonUnwrapped SearchHit hit, @Nullable Why why) {
    static Hit of(SearchHit hit) {
      return new Hit(hit, null);
    }

    static Hit of(ExplainedHit explained) {
      return new Hit(
          explained.hit(), new Why(explained.origin(), explained.lists(), explained.words()));
    }
  }

  /**
   * Why a hit stands where it does.
   *
   * @param origin where its document comes from
   * @param lists its rank and score in each list that was fused
   * @param words the words of the question that it has, as they stand there
   */
  public record Why(Origin origin, List<ListRank> lists, List<String> words) {}
}
