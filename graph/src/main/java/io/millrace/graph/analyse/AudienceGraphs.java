package io.millrace.graph.analyse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionCallback;

/**
 * Reads what one audience sees of the graph database as of a revision: entities that a visible
 * document mentions, and pairs that visible facts and co-occurrences join. Dates, amounts of money,
 * quantities and versions are left out: that two texts name the same year joins nothing.
 *
 * <p>Rows are streamed and never all held, in pages of {@value #PAGE}. A read that the database
 * breaks off is done again as a whole.
 */
public final class AudienceGraphs {
  /** The group that everybody is in. */
  public static final String PUBLIC = "public";

  private static final Set<String> VALUES = Set.of("date", "money", "quantity", "version");
  private static final int PAGE = 5_000;

  private static final String VISIBLE =
      "r.since <= $revision AND r.until > $revision AND $audience IN r.groups"
          + " AND NOT r.document IN $unseen";

  private static final String NODES =
      "MATCH (:Document)-[r:MENTIONS]->(e:Entity) WHERE "
          + VISIBLE
          + " AND NOT e.type IN $values RETURN DISTINCT e.id AS id";

  private static final String PAIRS =
      "MATCH (a:Entity)-[r:FACT|TOGETHER]->(b:Entity) WHERE "
          + VISIBLE
          + " AND NOT a.type IN $values AND NOT b.type IN $values"
          + " RETURN a.id AS one, b.id AS other,"
          + " CASE type(r) WHEN 'FACT' THEN $fact ELSE r.sentences END AS evidence";

  private static final String GROUPS =
      "MATCH (:Document)-[r:MENTIONS]->(:Entity)"
          + " WHERE r.since <= $revision AND r.until > $revision AND NOT r.document IN $unseen"
          + " UNWIND r.groups AS group RETURN group, count(*) AS mentions"
          + " ORDER BY mentions DESC, group LIMIT $most";

  private final Driver driver;

  /** A reader of a database whose driver the caller closes. */
  public AudienceGraphs(Driver driver) {
    this.driver = driver;
  }

  /** The revision that the graph is loaded completely up to; 0 where nothing is loaded. */
  public long loaded() {
    return read(
        tx -> {
          Result found = tx.run("MATCH (g:Graph {id: 'graph'}) RETURN g.loaded AS loaded");
          return found.hasNext() ? found.single().get("loaded").asLong(0) : 0L;
        });
  }

  /**
   * The graph of an audience.
   *
   * @param audience the group
   * @param revision as of which
   * @param unseen ids of documents that are denied or forgotten
   */
  public WeightedGraph graph(String audience, long revision, Set<String> unseen) {
    Map<String, Object> asked =
        Map.of(
            "audience",
            audience,
            "revision",
            revision,
            "unseen",
            List.copyOf(unseen),
            "values",
            List.copyOf(VALUES),
            "fact",
            EvidenceWeight.FACT);
    return read(
        tx -> {
          GraphBuilder builder = new GraphBuilder();
          Result nodes = tx.run(NODES, asked);
          while (nodes.hasNext()) {
            builder.node(nodes.next().get("id").asString());
          }
          Result pairs = tx.run(PAIRS, asked);
          while (pairs.hasNext()) {
            Record pair = pairs.next();
            builder.pair(
                pair.get("one").asString(),
                pair.get("other").asString(),
                pair.get("evidence").asLong());
          }
          return builder.build(EvidenceWeight::of);
        });
  }

  /** {@value #PUBLIC} and the groups with the most mentions, sorted. */
  public List<String> audiences(long revision, Set<String> unseen, int most) {
    Map<String, Object> asked =
        Map.of("revision", revision, "unseen", List.copyOf(unseen), "most", most);
    Set<String> audiences =
        read(
            tx -> {
              Set<String> groups = new TreeSet<>();
              tx.run(GROUPS, asked).forEachRemaining(row -> groups.add(row.get(0).asString()));
              return groups;
            });
    audiences.add(PUBLIC);
    return new ArrayList<>(audiences);
  }

  private <T> T read(TransactionCallback<T> work) {
    try (Session session = driver.session(SessionConfig.builder().withFetchSize(PAGE).build())) {
      return session.executeRead(work);
    }
  }
}
