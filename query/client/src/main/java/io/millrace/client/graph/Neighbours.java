package io.millrace.client.graph;

import java.util.List;

/**
 * What stands beside an entity. What sentences state and what they merely name together are two
 * lists.
 *
 * @param revision the revision that was read
 * @param entity which
 * @param stated entities that sentences relate to it, those of the most documents first
 * @param together entities in the same sentences, those with the highest weight first
 * @param partial whether there are more than were asked for, or than were looked at
 */
public record Neighbours(
    long revision,
    EntityRef entity,
    List<Stated> stated,
    List<Together> together,
    boolean partial) {
  public Neighbours {
    stated = List.copyOf(stated);
    together = List.copyOf(together);
  }

  /**
   * A stated neighbour.
   *
   * @param entity which
   * @param types as what, each with its direction
   * @param statements how many sentences say so
   * @param documents how many documents do
   * @param confidence of the surest of them
   */
  public record Stated(
      EntityRef entity,
      List<StatedType> types,
      long statements,
      long documents,
      double confidence) {
    public Stated {
      types = List.copyOf(types);
    }
  }

  /**
   * A relation to a neighbour.
   *
   * @param type which
   * @param direction {@code OUT} where the entity asked for is the subject
   * @param statements how many sentences say so
   */
  public record StatedType(String type, String direction, long statements) {}

  /**
   * A neighbour by co-occurrence.
   *
   * @param entity which
   * @param documents how many documents have sentences with both
   * @param sentences how many sentences
   * @param weight the log-likelihood ratio of both being in one document (Dunning 1993), over the
   *     visible documents; above 10.83 chance is less than 1 in 1,000; negative where they are
   *     together less often than by chance
   */
  public record Together(EntityRef entity, long documents, long sentences, double weight) {}
}
