package io.millrace.graph.resolve;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Two names that are one thing, as far as a rule, a document or a person says.
 *
 * @param left the form of the name that is smaller as a text
 * @param right the other's form
 * @param score how sure that is, from 0 to 1; a person's decision is 1
 * @param why what says so, for people
 */
public record Link(String left, String right, double score, String why) implements Serializable {
  /** The surest first; a total order, so that nothing depends on the order of arrival. */
  static final Comparator<Link> SUREST_FIRST =
      Comparator.comparingDouble(Link::score)
          .reversed()
          .thenComparing(Link::left)
          .thenComparing(Link::right)
          .thenComparing(Link::why);

  /** A link of two forms in any order. */
  static Link of(String one, String other, double score, String why) {
    return one.compareTo(other) < 0
        ? new Link(one, other, score, why)
        : new Link(other, one, score, why);
  }
}
