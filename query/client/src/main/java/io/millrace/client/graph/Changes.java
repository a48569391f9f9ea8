package io.millrace.client.graph;

import java.util.List;

/**
 * What is different for a viewer between two revisions.
 *
 * @param from the earlier revision
 * @param to the later one
 * @param entities entities that visible documents came to mention, or ceased to
 * @param facts facts that they came to state, or ceased to
 * @param partial whether there is more than was asked for
 */
public record Changes(
    long from,
    long to,
    Difference<EntityRef> entities,
    Difference<ChangedFact> facts,
    boolean partial) {

  /**
   * What came and what went.
   *
   * @param appeared there as of the later revision alone
   * @param vanished there as of the earlier revision alone
   */
  public record Difference<T>(List<T> appeared, List<T> vanished) {
    public Difference {
      appeared = List.copyOf(appeared);
      vanished = List.copyOf(vanished);
    }
  }

  /**
   * A fact, by whom it is of.
   *
   * @param subject who or what
   * @param type which relation or event
   * @param object whom or what
   * @param documents how many documents state it, as of the revision at which it holds
   */
  public record ChangedFact(EntityRef subject, String type, EntityRef object, long documents) {}
}
