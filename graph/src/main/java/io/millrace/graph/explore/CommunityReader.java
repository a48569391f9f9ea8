package io.millrace.graph.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;

/**
 * Lists communities. Which entities are of one was computed from the documents of one group alone;
 * who of them is shown and counted, and the name, follow from what the viewer sees now.
 */
final class CommunityReader {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int MOST_SHOWN = 10;
  private static final int NAMED_BY = 3;

  private final GraphConnection graph;
  private final EntityNames names;

  CommunityReader(GraphConnection graph, EntityNames names) {
    this.graph = graph;
    this.names = names;
  }

  private record Row(String id, String audience, long level, long members, List<String> central) {}

  List<Community> read(Viewer viewer, int level, int k) {
    String query =
        """
        MATCH (any:Community)
        WHERE any.audience IN $groups AND any.level = $level AND any.revision <= $revision
        WITH any.audience AS audience, max(any.revision) AS newest
        MATCH (c:Community {audience: audience, revision: newest, level: $level})
        CALL (c) {
          MATCH (c)<-[:IN]-(e:Entity)
          WHERE EXISTS { (e)<-[m:MENTIONS]-() WHERE SEES }
          OPTIONAL MATCH (e)-[r:RANKED {revision: c.revision}]->(:Audience {id: c.audience})
          WITH e, coalesce(max(r.rank), 0.0) AS rank ORDER BY rank DESC, e.id
          RETURN count(e) AS members, collect(e.id)[..$shown] AS central
        }
        WITH c, members, central WHERE members > 1
        RETURN c.id AS id, c.audience AS audience, c.level AS level, members, central
        ORDER BY members DESC, id LIMIT $most
        """
            .replace("SEES", viewer.sees("m"));
    List<Row> rows =
        graph.read(
            query,
            viewer.with(Map.of("level", level, "most", k, "shown", MOST_SHOWN)),
            MOST,
            CommunityReader::row);
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.addAll(row.central()));
    EntityNames.Seen known = names.of(viewer, ids);
    List<Community> communities = new ArrayList<>();
    for (Row row : rows) {
      List<EntityRef> central = known.of(row.central());
      String name =
          central.stream().limit(NAMED_BY).map(EntityRef::name).collect(Collectors.joining(" · "));
      communities.add(
          new Community(row.id(), row.audience(), row.level(), name, row.members(), central));
    }
    return communities;
  }

  private static Row row(Record row) {
    return new Row(
        row.get("id").asString(),
        row.get("audience").asString(),
        row.get("level").asLong(),
        row.get("members").asLong(),
        row.get("central").asList(each -> each.asString()));
  }
}
