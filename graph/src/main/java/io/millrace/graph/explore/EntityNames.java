package io.millrace.graph.explore;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/** Which entities a viewer sees, and how the documents that he sees call them. */
final class EntityNames {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int MOST_REDIRECTS = 20;

  private final GraphConnection graph;

  EntityNames(GraphConnection graph) {
    this.graph = graph;
  }

  /**
   * An entity that is seen.
   *
   * @param entity with the name that visible mentions use most often
   * @param documents how many visible documents mention it
   * @param mentions how often they do
   */
  record Known(EntityRef entity, long documents, long mentions) {
    NamedEntity named() {
      return new NamedEntity(entity.id(), entity.name(), entity.type(), documents, mentions);
    }
  }

  /** Entities that are seen, by their ids. */
  record Seen(Map<String, Known> byId) {
    boolean has(String id) {
      return byId.containsKey(id);
    }

    /** One of them. */
    Known known(String id) {
      return Objects.requireNonNull(byId.get(id), "only entities that are seen are asked for");
    }

    EntityRef entity(String id) {
      return known(id).entity();
    }

    /** Those of a list that are seen, in its order. */
    List<EntityRef> of(List<String> ids) {
      return ids.stream().filter(this::has).map(this::entity).toList();
    }
  }

  /** An entity that was asked for by an id, perhaps an older one. */
  record Resolved(Known known, @Nullable String redirectedFrom) {}

  /** Those of the entities that are seen; the others, hidden or not there, are left out. */
  Seen of(Viewer viewer, Collection<String> ids) {
    if (ids.isEmpty()) {
      return new Seen(Map.of());
    }
    String query =
        """
        UNWIND $ids AS id
        MATCH (e:Entity {id: id})
        NAMED
        """
            .replace("NAMED", named(viewer));
    Map<String, Known> known = new HashMap<>();
    graph
        .read(
            query,
            viewer.with(Map.of("ids", List.copyOf(new HashSet<>(ids)))),
            MOST,
            EntityNames::known)
        .forEach(each -> known.put(each.entity().id(), each));
    return new Seen(known);
  }

  /** The rest of a query that has found entities {@code e}: those that are seen, as rows. */
  static String named(Viewer viewer) {
    return """
    CALL (e) {
      MATCH (e)<-[m:MENTIONS]-() WHERE SEES
      WITH m.name AS name, sum(m.count) AS mentions, collect(DISTINCT m.document) AS documents
      ORDER BY mentions DESC, size(documents) DESC, name
      RETURN collect(name)[0] AS name, sum(mentions) AS mentions, collect(documents) AS documents
    }
    WITH e, name, mentions, documents WHERE name IS NOT NULL
    CALL (documents) {
      UNWIND documents AS some UNWIND some AS document
      RETURN count(DISTINCT document) AS count
    }
    RETURN e.id AS id, e.type AS type, name, mentions, count
    """
        .replace("SEES", viewer.sees("m"));
  }

  /** What such a row says. */
  static Known known(Record row) {
    return new Known(
        new EntityRef(
            row.get("id").asString(), row.get("name").asString(), row.get("type").asString("")),
        row.get("count").asLong(),
        row.get("mentions").asLong());
  }

  /**
   * The entity of an id: itself, or the one that it was merged into. Empty where it is not seen,
   * whether there is one or not.
   */
  Optional<Resolved> resolve(Viewer viewer, String id) {
    String now = id;
    Set<String> passed = new HashSet<>();
    while (passed.add(now) && passed.size() <= MOST_REDIRECTS) {
      Seen seen = of(viewer, List.of(now));
      if (seen.has(now)) {
        return Optional.of(new Resolved(seen.known(now), now.equals(id) ? null : id));
      }
      List<String> next =
          graph.read(
              "MATCH (:Entity {id: $id})-[r:REDIRECTS]->(e:Entity)"
                  + " WHERE r.since <= $revision AND $revision < r.until RETURN e.id",
              Map.of("id", now, "revision", viewer.revision()),
              MOST,
              row -> row.get(0).asString());
      if (next.isEmpty()) {
        return Optional.empty();
      }
      now = next.get(0);
    }
    return Optional.empty();
  }
}
