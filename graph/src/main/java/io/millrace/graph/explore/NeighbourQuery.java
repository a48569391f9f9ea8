package io.millrace.graph.explore;

import java.util.Set;

/**
 * Which neighbours are asked for.
 *
 * @param limit how many of each kind at most
 * @param types only entities of these types; empty for all
 * @param relations only these relations and events; empty for all
 * @param confidence only what is stated with at least this confidence
 */
public record NeighbourQuery(
    int limit, Set<String> types, Set<String> relations, double confidence) {
  /** The most neighbours of one kind. */
  public static final int MOST = 200;

  public NeighbourQuery {
    types = Set.copyOf(types);
    relations = Set.copyOf(relations);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "Cannot list " + limit + " neighbours: it must be from 1 to " + MOST);
    }
  }
}
