package io.millrace.graph.explore;

import io.millrace.core.settings.Secret;
import io.millrace.core.table.Ids;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.element.Edge;
import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.resolve.NormalName;
import io.millrace.testing.Neo4j;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** A graph in a real database, written as the loader writes it. */
public final class SeededGraph implements AutoCloseable {
  public static final long OPEN = Long.MAX_VALUE;

  private final Driver driver;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> types = new HashMap<>();
  private long revision = 1;
  private int position;

  private record Row(Edge edge, long since, long until) {}

  public SeededGraph(Neo4j server) {
    driver = GraphDatabase.driver(server.uri(), AuthTokens.basic(Neo4j.USER, server.password()));
    for (String label : List.of("Entity", "Document", "Name", "Graph", "Audience", "Community")) {
      run(
          "CREATE CONSTRAINT %s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE"
              .formatted(label.toLowerCase(Locale.ROOT), label),
          Map.of());
    }
    // there can be one index of the same labels and properties alone, whatever its analyzer
    Map<String, String> labels = Map.of("cjk", "Name", "english", "Name|EnglishName");
    labels.forEach(
        (analyzer, label) ->
            run(
                "CREATE FULLTEXT INDEX name_text_%s IF NOT EXISTS FOR (n:%s) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: '%s'}}"
                    .formatted(analyzer, label, analyzer),
                Map.of()));
    // the first query takes long, since it loads the planner
    run("MATCH (g:Graph {id: 'graph'}) RETURN g.loaded", Map.of());
  }

  /** How a reader connects to it. */
  public static GraphConnection connection(Neo4j server) {
    Optional<GraphAccess> address =
        Optional.of(new GraphAccess(server.uri(), Neo4j.USER, new Secret(server.password())));
    return new GraphConnection(() -> address);
  }

  /** Runs a statement. */
  public void run(String statement, Map<String, Object> parameters) {
    try (Session session = driver.session()) {
      session.run(statement, parameters).consume();
    }
  }

  /** What is written from now on holds since this revision. */
  public SeededGraph since(long next) {
    revision = next;
    return this;
  }

  /** A document that what follows can be in. */
  public DocumentSeed document(String name, String... groups) {
    String uri = "file:///srv/" + name;
    String id = Ids.document(uri);
    run(
        "MERGE (d:Document {id: $id}) SET d.uri = $uri, d.title = $title",
        Map.of("id", id, "uri", uri, "title", "Title of " + name));
    return new DocumentSeed(id, "c" + id, List.of(groups), revision, OPEN);
  }

  /** A document as of some revisions. */
  public final class DocumentSeed {
    private final String id;
    private final String chunk;
    private final List<String> groups;
    private final long since;
    private final long until;

    private DocumentSeed(String id, String chunk, List<String> groups, long since, long until) {
      this.id = id;
      this.chunk = chunk;
      this.groups = groups;
      this.since = since;
      this.until = until;
    }

    public String id() {
      return id;
    }

    /** The same, no longer valid from a revision on. */
    public DocumentSeed until(long end) {
      return new DocumentSeed(id, chunk, groups, since, end);
    }

    /** The same; what follows stands in another passage. */
    public DocumentSeed in(String passage) {
      return new DocumentSeed(id, passage, groups, since, until);
    }

    public DocumentSeed mentions(String entity, String type, String name, int count) {
      String nameId = NormalName.form(type, name, null);
      types.put(entity, type);
      run(
          "MERGE (e:Entity {id: $entity}) SET e.type = $type MERGE (n:Name {id: $name}) SET n.type"
              + " = $type, n.text = $text",
          Map.of("entity", entity, "type", type, "name", nameId, "text", name));
      Map<String, Object> properties = new HashMap<>(place());
      properties.put("form", nameId);
      properties.put("name", name);
      properties.put("count", (long) count);
      properties.put("confidence", 0.9);
      add(EdgeKind.MENTIONS, id, entity, properties);
      rows.add(new Row(Edge.of(EdgeKind.NAMES, nameId, entity, "", Map.of()), 1, OPEN));
      return this;
    }

    public DocumentSeed states(String subject, String type, String object, String sentence) {
      return states(subject, type, object, sentence, Map.of());
    }

    public DocumentSeed states(
        String subject, String type, String object, String sentence, Map<String, Object> more) {
      Map<String, Object> properties = new HashMap<>(place());
      properties.putAll(
          Map.of(
              "type",
              type,
              "kind",
              "RELATION",
              "sentence",
              sentence,
              "subject",
              written(subject, sentence),
              "object",
              written(object, sentence),
              "confidence",
              0.8,
              "rule",
              "rule",
              "extractor",
              "extractor"));
      properties.putAll(more);
      add(EdgeKind.FACT, subject, object, properties);
      return this;
    }

    /** How a sentence names what this document mentions; its id where it does not. */
    private String written(String entity, String sentence) {
      return rows.stream()
          .map(Row::edge)
          .filter(edge -> edge.kind() == EdgeKind.MENTIONS)
          .filter(edge -> edge.document().equals(id) && edge.to().equals(entity))
          .map(edge -> (String) edge.properties().get("name"))
          .filter(sentence::contains)
          .findFirst()
          .orElse(entity);
    }

    public DocumentSeed together(String one, String other, String sentence) {
      Map<String, Object> properties = new HashMap<>(place());
      properties.put("sentence", sentence);
      properties.put("sentences", 1L);
      boolean ordered = one.compareTo(other) < 0;
      add(EdgeKind.TOGETHER, ordered ? one : other, ordered ? other : one, properties);
      return this;
    }

    public DocumentSeed about(String type, String entity) {
      add(EdgeKind.ABOUT, id, entity, Map.of("type", type));
      return this;
    }

    private Map<String, Object> place() {
      position += 100;
      return Map.of("chunk", chunk, "start", (long) position, "end", position + 90L);
    }

    private void add(EdgeKind kind, String from, String to, Map<String, Object> properties) {
      Map<String, Object> all = new TreeMap<>(properties);
      all.put("groups", groups);
      rows.add(new Row(Edge.of(kind, from, to, id, all), since, until));
    }
  }

  /** Writes what was gathered, and that this revision is loaded. */
  public void load() {
    for (EdgeKind kind : EdgeKind.values()) {
      List<Map<String, Object>> batch = new ArrayList<>();
      for (Row row : rows) {
        if (row.edge().kind() == kind) {
          batch.add(parameters(row));
        }
      }
      String from =
          switch (kind) {
            case MENTIONS, ABOUT -> "Document";
            case NAMES -> "Name";
            case FACT, TOGETHER, REDIRECTS -> "Entity";
          };
      run(
          """
          UNWIND $rows AS row
          MATCH (a:FROM {id: row.from}) MATCH (b:Entity {id: row.to})
          MERGE (a)-[r:KIND {id: row.id}]->(b) SET r = row.properties
          """
              .replace("FROM", from)
              .replace("KIND", kind.name()),
          Map.of("rows", batch));
    }
    rows.clear();
    run(
        "MERGE (g:Graph {id: 'graph'}) SET g.warehouse = 'test', g.loaded = $revision",
        Map.of("revision", revision));
    run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", Map.of());
  }

  private static Map<String, Object> parameters(Row row) {
    Edge edge = row.edge();
    Map<String, Object> properties = new HashMap<>(edge.properties());
    properties.put("id", edge.id());
    properties.put("document", edge.document());
    properties.put("since", row.since());
    properties.put("until", row.until());
    return Map.of("from", edge.from(), "to", edge.to(), "id", edge.id(), "properties", properties);
  }

  /** Makes an id one that only leads to another entity. */
  public void redirect(String old, String now) {
    run(
        "MERGE (a:Entity {id: $old}) MERGE (b:Entity {id: $now})"
            + " MERGE (a)-[:REDIRECTS {since: 0, until: 9223372036854775807}]->(b)",
        Map.of("old", old, "now", now));
  }

  /** What the analysis found for an audience: a community of these members. */
  public void community(String id, String audience, long analysed, List<String> members) {
    run(
        """
        MERGE (c:Community {id: $id}) SET c.audience = $audience, c.revision = $revision, c.level = 0
        MERGE (a:Audience {id: $audience})
        WITH c, a UNWIND range(0, size($members) - 1) AS i
        MATCH (e:Entity {id: $members[i]})
        CREATE (e)-[:IN {audience: $audience, revision: $revision, level: 0}]->(c)
        CREATE (e)-[:RANKED {audience: $audience, revision: $revision, rank: 1.0 / (i + 1), degree: 1}]->(a)
        """,
        Map.of("id", id, "audience", audience, "revision", analysed, "members", members));
  }

  /** What the analysis suggests for an audience. */
  public void related(String one, String other, String audience, long analysed, double score) {
    run(
        "MATCH (a:Entity {id: $one}), (b:Entity {id: $other}) CREATE (a)-[:RELATED {audience:"
            + " $audience, revision: $revision, score: $score, suggested: true}]->(b)",
        Map.of(
            "one",
            one,
            "other",
            other,
            "audience",
            audience,
            "revision",
            analysed,
            "score",
            score));
  }

  @Override
  public void close() {
    driver.close();
  }
}
