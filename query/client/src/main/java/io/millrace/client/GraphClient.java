package io.millrace.client;

import io.millrace.client.graph.Changes;
import io.millrace.client.graph.Community;
import io.millrace.client.graph.EntityCard;
import io.millrace.client.graph.FoundEntity;
import io.millrace.client.graph.Neighbours;
import io.millrace.client.graph.Paths;
import java.util.List;
import java.util.Optional;

/**
 * Asks a query service for the graph: who and what documents speak of. From {@link
 * MillraceClient#graph}; as it, for all threads.
 *
 * <p>Every method throws {@link MillraceException} where there is no answer; its code is {@code
 * GRAPH_UNAVAILABLE} where the service has no graph now.
 */
public final class GraphClient {
  private static final String ROOT = "/api/graph/";

  private final MillraceClient client;

  GraphClient(MillraceClient client) {
    this.client = client;
  }

  /**
   * Entities by what they are called, the best fit first.
   *
   * @param name a name, a part of it, or its beginning
   * @param k how many at most: 1 to 100
   */
  public List<FoundEntity> find(String name, int k) {
    return client.list(
        "find entities",
        ROOT + "entities?q=" + SearchQuery.encode(name) + "&k=" + k,
        "entities",
        FoundEntity.class);
  }

  /** All of an entity; empty where there is none with this id that the caller may see. */
  public Optional<EntityCard> entity(String id) {
    return find("read an entity", "entities/" + SearchQuery.encode(id), EntityCard.class);
  }

  /**
   * What stands beside an entity; empty where there is none that the caller may see.
   *
   * @param limit how many of each list at most: 1 to 200
   */
  public Optional<Neighbours> neighbours(String id, int limit) {
    return find(
        "list neighbours",
        "entities/" + SearchQuery.encode(id) + "/neighbours?limit=" + limit,
        Neighbours.class);
  }

  /**
   * How two entities are connected; empty where the caller may not see both.
   *
   * @param k how many paths at most: 1 to 10
   */
  public Optional<Paths> paths(String from, String to, int k) {
    return find(
        "find paths",
        "path?from=" + SearchQuery.encode(from) + "&to=" + SearchQuery.encode(to) + "&k=" + k,
        Paths.class);
  }

  /**
   * Communities, those with the most visible members first.
   *
   * @param level 0 is the finest
   * @param k how many at most: 1 to 100
   */
  public List<Community> communities(int level, int k) {
    return client.list(
        "list communities",
        ROOT + "communities?level=" + level + "&k=" + k,
        "communities",
        Community.class);
  }

  /** What came and went since a revision. */
  public Changes changes(long from) {
    return client.read("list changes", ROOT + "changes?from=" + from, Changes.class);
  }

  private <T> Optional<T> find(String what, String path, Class<T> type) {
    return client.find(what, ROOT + path, "NO_ENTITY", type);
  }
}
