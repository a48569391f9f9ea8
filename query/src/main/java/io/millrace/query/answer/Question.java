package io.millrace.query.answer;

import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import java.util.Set;

/**
 * A question as it was asked, checked against the service's limits.
 *
 * @param text plain words, never a query syntax
 * @param k how many hits at most
 * @param mode how passages are found
 * @param filters what passages must be like; ids that the deny list excludes are added later
 * @param extras what the answer has besides hits
 */
public record Question(String text, int k, Mode mode, Filters filters, Set<Extra> extras) {
  /** What an answer may have besides hits. */
  public enum Extra {
    /** Why each hit stands where it does. */
    WHY,
    /** Counts by language, type, source and year. */
    FACETS
  }

  public Question {
    extras = Set.copyOf(extras);
  }

  /** The same in one document, without extras. */
  Question within(String document) {
    return new Question(text, k, mode, Filters.NONE.only(Set.of(document)), Set.of());
  }

  /** The same in another mode. */
  Question with(Mode other) {
    return new Question(text, k, other, filters, extras);
  }
}
