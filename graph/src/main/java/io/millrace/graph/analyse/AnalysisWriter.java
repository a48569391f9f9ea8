package io.millrace.graph.analyse;

import io.millrace.core.table.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Query;
import org.neo4j.driver.Session;

/**
 * Writes an analysis into the graph database, beside the one that readers use, then points to it:
 * {@code (:Audience).revision} is the revision of the complete analysis, and readers take no other.
 *
 * <p>First what a killed run left is removed, then the new one written in batches of {@value
 * #BATCH} rows, then the pointer is set together with the health report, then the older analysis
 * removed. A run that is killed anywhere leaves what readers see as it was or as it shall be, and
 * the next one starts over. An analysis of the same revision takes the place of the complete one:
 * while it is written, that audience has none. One writer at a time.
 *
 * <p>No text is stored, only ids, numbers and the name of the group.
 */
final class AnalysisWriter {
  private static final int BATCH = 5_000;
  private static final long NONE = -1;

  private static final List<String> SCHEMA =
      List.of(
          "CREATE CONSTRAINT audience_id IF NOT EXISTS FOR (a:Audience) REQUIRE a.id IS UNIQUE",
          "CREATE CONSTRAINT community_id IF NOT EXISTS FOR (c:Community) REQUIRE c.id IS UNIQUE",
          "CREATE INDEX community_audience IF NOT EXISTS FOR (c:Community) ON (c.audience)",
          "CREATE INDEX ranked_audience IF NOT EXISTS FOR ()-[r:RANKED]-() ON (r.audience)",
          "CREATE INDEX related_audience IF NOT EXISTS FOR ()-[r:RELATED]-() ON (r.audience)");

  // "analysis" has no index: for what has one, the planner would look up all that the audience has
  // for each row, and not what stands between both ends
  private static final String RANKED =
      "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) MATCH (a:Audience {id: $audience})"
          + " MERGE (e)-[r:RANKED {analysis: $analysis}]->(a)"
          + " SET r.audience = $audience, r.revision = $revision, r.rank = row.rank,"
          + " r.degree = row.degree";

  private static final String COMMUNITIES =
      "UNWIND $rows AS row MERGE (c:Community {id: row.id})"
          + " SET c.audience = $audience, c.revision = $revision, c.level = row.level,"
          + " c.size = row.size";

  private static final String IN =
      "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) MATCH (c:Community {id: row.community})"
          + " MERGE (e)-[r:IN {audience: $audience, revision: $revision, level: row.level}]->(c)";

  private static final String RELATED =
      "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) MATCH (o:Entity {id: row.other})"
          + " MERGE (e)-[r:RELATED {analysis: $analysis}]->(o)"
          + " SET r.audience = $audience, r.revision = $revision, r.score = row.score,"
          + " r.suggested = row.suggested";

  private static final List<String> REMOVE =
      List.of(
          "MATCH ()-[r:RANKED {audience: $audience}]->() WHERE r.revision <> $kept"
              + " CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
          "MATCH ()-[r:RELATED {audience: $audience}]->() WHERE r.revision <> $kept"
              + " CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
          "MATCH (:Entity)-[r:IN]->(c:Community {audience: $audience}) WHERE c.revision <> $kept"
              + " CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
          "MATCH (c:Community {audience: $audience}) WHERE c.revision <> $kept"
              + " CALL (c) { DETACH DELETE c } IN TRANSACTIONS OF 10000 ROWS");

  private final Driver driver;

  AnalysisWriter(Driver driver) {
    this.driver = driver;
  }

  /** Makes constraints and indexes, where they are missing. */
  void prepare() {
    try (Session session = driver.session()) {
      SCHEMA.forEach(statement -> session.run(statement).consume());
      session.run("CALL db.awaitIndexes(300)").consume();
    }
  }

  /** The revision of an audience's complete analysis. */
  OptionalLong complete(String audience) {
    try (Session session = driver.session()) {
      return session.executeRead(
          tx ->
              tx
                  .run(
                      "MATCH (a:Audience {id: $audience}) WHERE a.revision IS NOT NULL"
                          + " RETURN a.revision AS revision",
                      Map.of("audience", audience))
                  .stream()
                  .mapToLong(row -> row.get("revision").asLong())
                  .findFirst());
    }
  }

  /** Writes an analysis and removes the audience's older one. */
  void write(Analysis analysis) {
    String audience = analysis.audience();
    try (Session session = driver.session()) {
      long kept = complete(audience).orElse(NONE);
      if (kept == analysis.revision()) {
        run(session, "MATCH (a:Audience {id: $audience}) REMOVE a.revision", audience, Map.of());
        kept = NONE;
      }
      remove(session, audience, kept);
      run(session, "MERGE (a:Audience {id: $audience})", audience, Map.of());
      rows(session, analysis);
      run(
          session,
          "MATCH (a:Audience {id: $audience}) SET a += $health, a.revision = $revision",
          audience,
          Map.of("health", health(analysis), "revision", analysis.revision()));
      remove(session, audience, analysis.revision());
    }
  }

  private static void rows(Session session, Analysis analysis) {
    WeightedGraph graph = analysis.graph();
    Batches ranked = new Batches(session, RANKED, analysis);
    Batches related = new Batches(session, RELATED, analysis);
    for (int node = 0; node < graph.nodes(); node++) {
      ranked.add(
          Map.of(
              "id", graph.id(node), "rank", analysis.ranks()[node], "degree", graph.degree(node)));
      for (RelatedNodes.Related other : analysis.related().of(node)) {
        related.add(
            Map.of(
                "id", graph.id(node),
                "other", graph.id(other.node()),
                "score", other.score(),
                "suggested", other.suggested()));
      }
    }
    ranked.finish();
    related.finish();
    for (int level = 0; level < analysis.communities().size(); level++) {
      communities(session, analysis, level);
    }
  }

  /** Communities of one node are none. */
  private static void communities(Session session, Analysis analysis, int level) {
    Communities found = analysis.communities().get(level);
    Batches communities = new Batches(session, COMMUNITIES, analysis);
    for (int each = 0; each < found.count() && found.size(each) > 1; each++) {
      communities.add(
          Map.of("id", id(analysis, level, each), "level", level, "size", found.size(each)));
    }
    communities.finish();
    Batches in = new Batches(session, IN, analysis);
    for (int node = 0; node < analysis.graph().nodes(); node++) {
      int community = found.of(node);
      if (found.size(community) > 1) {
        in.add(
            Map.of(
                "id", analysis.graph().id(node),
                "community", id(analysis, level, community),
                "level", level));
      }
    }
    in.finish();
  }

  private static String id(Analysis analysis, int level, int community) {
    return Ids.hash(
        "community",
        analysis.audience(),
        Long.toString(analysis.revision()),
        Integer.toString(level),
        Integer.toString(community));
  }

  private static Map<String, Object> health(Analysis analysis) {
    GraphHealth health = analysis.health();
    Map<String, Object> properties = new HashMap<>();
    properties.put("nodes", health.nodes());
    properties.put("edges", health.edges());
    properties.put("isolated", health.isolated());
    properties.put("components", health.components());
    properties.put("largestComponent", health.largestComponent());
    properties.put("density", health.density());
    properties.put("meanDegree", health.meanDegree());
    properties.put("medianDegree", health.medianDegree());
    properties.put("largestDegree", health.largestDegree());
    properties.put("largestHub", health.largestHub());
    properties.put("degrees", health.degrees());
    return properties;
  }

  /** In transactions of the statement's own; once more does no harm. */
  private static void remove(Session session, String audience, long kept) {
    for (String statement : REMOVE) {
      session.run(new Query(statement, Map.of("audience", audience, "kept", kept))).consume();
    }
  }

  private static void run(
      Session session, String statement, String audience, Map<String, Object> more) {
    Map<String, Object> parameters = new HashMap<>(more);
    parameters.put("audience", audience);
    session.executeWriteWithoutResult(tx -> tx.run(statement, parameters).consume());
  }

  /** Rows of one statement, written whenever there are enough. */
  private static final class Batches {
    private final Session session;
    private final String statement;
    private final Analysis analysis;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    Batches(Session session, String statement, Analysis analysis) {
      this.session = session;
      this.statement = statement;
      this.analysis = analysis;
    }

    void add(Map<String, Object> row) {
      rows.add(row);
      if (rows.size() == BATCH) {
        finish();
      }
    }

    void finish() {
      if (!rows.isEmpty()) {
        run(
            session,
            statement,
            analysis.audience(),
            Map.of(
                "revision",
                analysis.revision(),
                "analysis",
                analysis.audience() + "@" + analysis.revision(),
                "rows",
                rows));
        rows.clear();
      }
    }
  }
}
