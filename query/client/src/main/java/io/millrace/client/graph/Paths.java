package io.millrace.client.graph;

import java.util.List;

/**
 * How two entities are connected.
 *
 * @param revision the revision that was read
 * @param from one
 * @param to the other
 * @param paths the cheapest first
 * @param complete whether all was looked at that could hold a cheaper first path; false where a
 *     limit of time or size came before
 */
public record Paths(
    long revision, EntityRef from, EntityRef to, List<Path> paths, boolean complete) {
  public Paths {
    paths = List.copyOf(paths);
  }

  /**
   * A chain of entities.
   *
   * @param cost 1 for each hop that is stated and 1.5 for each that is not, and for each entity
   *     between the ends the natural logarithm of how many neighbours it has
   * @param entities from one end to the other
   * @param hops between them
   */
  public record Path(double cost, List<EntityRef> entities, List<Hop> hops) {
    public Path {
      entities = List.copyOf(entities);
      hops = List.copyOf(hops);
    }
  }

  /**
   * A step of a path, with what it rests on.
   *
   * @param from id of the entity it leaves
   * @param to id of the entity it reaches
   * @param stated what sentences state between the two, the surest first, few of them
   * @param together sentences with both, few of them
   */
  public record Hop(String from, String to, List<HopFact> stated, List<Evidence> together) {
    public Hop {
      stated = List.copyOf(stated);
      together = List.copyOf(together);
    }
  }

  /**
   * A fact on the way.
   *
   * @param type which relation or event
   * @param kind RELATION or EVENT
   * @param direction {@code OUT} where the subject is the entity that the hop leaves
   * @param evidence where it is stated
   */
  public record HopFact(String type, String kind, String direction, Evidence evidence) {}
}
