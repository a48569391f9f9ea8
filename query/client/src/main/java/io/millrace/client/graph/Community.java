package io.millrace.client.graph;

import java.util.List;

/**
 * Entities that belong together more than to others.
 *
 * @param id its id
 * @param audience the group whose documents it was computed from
 * @param level 0 is the finest
 * @param name made of its most central visible members
 * @param members how many members are visible
 * @param entities the most central of them
 */
public record Community(
    String id, String audience, long level, String name, long members, List<EntityRef> entities) {
  public Community {
    entities = List.copyOf(entities);
  }
}
