package io.millrace.graph.explore;

import io.millrace.graph.explore.Changes.ChangedFact;
import io.millrace.graph.explore.Changes.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a viewer sees as of two revisions. A fact is one subject, relation and object: that
 * another document states it, or the same one elsewhere, is no change.
 */
final class ChangeReader {
  private static final Duration MOST = Duration.ofSeconds(20);

  private final GraphConnection graph;
  private final EntityNames names;

  ChangeReader(GraphConnection graph, EntityNames names) {
    this.graph = graph;
    this.names = names;
  }

  private record Row(String subject, String type, String object, long documents) {}

  Changes read(Viewer viewer, long from, int k) {
    Viewer before = viewer.asOf(from);
    List<Row> newFacts = facts(viewer, from, k, Way.APPEARED);
    List<Row> oldFacts = facts(viewer, from, k, Way.VANISHED);
    List<String> newEntities = entities(viewer, from, k, Way.APPEARED);
    List<String> oldEntities = entities(viewer, from, k, Way.VANISHED);
    boolean partial =
        newFacts.size() > k
            || oldFacts.size() > k
            || newEntities.size() > k
            || oldEntities.size() > k;
    return new Changes(
        from,
        viewer.revision(),
        new Difference<>(
            names.of(viewer, newEntities).of(first(newEntities, k)),
            names.of(before, oldEntities).of(first(oldEntities, k))),
        new Difference<>(
            named(first(newFacts, k), names.of(viewer, ids(newFacts))),
            named(first(oldFacts, k), names.of(before, ids(oldFacts)))),
        partial);
  }

  /** Which of the two revisions something is there as of. */
  private enum Way {
    APPEARED("since", "$revision", "$from"),
    VANISHED("until", "$from", "$revision");

    private final String bound;
    private final String there;
    private final String notThere;

    Way(String bound, String there, String notThere) {
      this.bound = bound;
      this.there = there;
      this.notThere = notThere;
    }

    /** What began, or ended, between the two, as seen where it is there. */
    String condition(Viewer viewer, String r) {
      return "R.BOUND > $from AND R.BOUND <= $revision AND ".replace("R.BOUND", r + "." + bound)
          + viewer.sees(r, there);
    }
  }

  private List<Row> facts(Viewer viewer, long from, int k, Way way) {
    String query =
        """
        MATCH (s:Entity)-[r:FACT]->(o:Entity) WHERE CHANGED
        WITH s, r.type AS type, o, count(DISTINCT r.document) AS documents
        WHERE NOT EXISTS { (s)-[b:FACT {type: type}]->(o) WHERE OTHERWISE }
        RETURN s.id AS subject, type, o.id AS object, documents
        ORDER BY documents DESC, type, subject, object LIMIT $most
        """
            .replace("CHANGED", way.condition(viewer, "r"))
            .replace("OTHERWISE", viewer.sees("b", way.notThere));
    return graph.read(
        query,
        viewer.with(Map.of("from", from, "most", k + 1)),
        MOST,
        row ->
            new Row(
                row.get("subject").asString(),
                row.get("type").asString(""),
                row.get("object").asString(),
                row.get("documents").asLong()));
  }

  private List<String> entities(Viewer viewer, long from, int k, Way way) {
    String query =
        """
        MATCH (e:Entity)<-[r:MENTIONS]-() WHERE CHANGED
        WITH e, count(DISTINCT r.document) AS documents
        WHERE NOT EXISTS { (e)<-[b:MENTIONS]-() WHERE OTHERWISE }
        RETURN e.id AS id, documents ORDER BY documents DESC, id LIMIT $most
        """
            .replace("CHANGED", way.condition(viewer, "r"))
            .replace("OTHERWISE", viewer.sees("b", way.notThere));
    return graph.read(
        query,
        viewer.with(Map.of("from", from, "most", k + 1)),
        MOST,
        row -> row.get("id").asString());
  }

  private static <T> List<T> first(List<T> rows, int k) {
    return rows.subList(0, Math.min(k, rows.size()));
  }

  private static Set<String> ids(List<Row> rows) {
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.addAll(List.of(row.subject(), row.object())));
    return ids;
  }

  private static List<ChangedFact> named(List<Row> rows, EntityNames.Seen known) {
    List<ChangedFact> facts = new ArrayList<>();
    for (Row row : rows) {
      if (known.has(row.subject()) && known.has(row.object())) {
        facts.add(
            new ChangedFact(
                known.entity(row.subject()),
                row.type(),
                known.entity(row.object()),
                row.documents()));
      }
    }
    return facts;
  }
}
