package io.millrace.query.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search page.
 *
 * @param asked what was asked
 * @param documents how many documents the caller may see
 * @param examples questions to try, at most three are shown; general ones where there are none
 * @param problem why there is no answer, in the interface language, or null
 * @param answer what was found, or null on the start page and where there is a problem
 */
public record SearchView(
    Asked asked,
    long documents,
    List<String> examples,
    @Nullable String problem,
    @Nullable Answer answer) {

  public SearchView {
    examples = List.copyOf(examples);
  }

  /**
   * What was found.
   *
   * @param hits the passages, best first
   * @param facets how they divide; a facet without values is not shown
   * @param more whether a larger k would show more
   * @param milliseconds how long the search took
   */
  public record Answer(List<Hit> hits, List<Facet> facets, boolean more, long milliseconds) {
    public Answer {
      hits = List.copyOf(hits);
      facets = List.copyOf(facets);
    }
  }
}
