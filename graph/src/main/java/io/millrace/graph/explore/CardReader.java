package io.millrace.graph.explore;

import io.millrace.graph.explore.EntityCard.AboutDocument;
import io.millrace.graph.explore.EntityCard.Alias;
import io.millrace.graph.explore.EntityCard.Dated;
import io.millrace.graph.explore.EntityCard.MentioningDocument;
import io.millrace.graph.explore.EntityCard.RelatedEntity;
import io.millrace.graph.explore.EntityCard.StatedFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/** Puts together what a viewer sees of an entity. */
final class CardReader {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int MOST_STATEMENTS = 1_000;
  private static final int MOST_FACTS = 200;
  private static final int MOST_EVIDENCE = 5;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_DOCUMENTS = 50;
  private static final int MOST_DATED = 100;
  private static final int MOST_RELATED = 20;

  private final GraphConnection graph;
  private final EntityNames names;

  CardReader(GraphConnection graph, EntityNames names) {
    this.graph = graph;
    this.names = names;
  }

  /** What tells one fact from the next. */
  private record FactKey(String type, String kind, Direction direction, String other) {}

  /** A sentence that states something of the entity. */
  private record Statement(FactKey key, Evidence evidence) {}

  /** A related entity, not yet known to be visible. */
  private record Nearby(String id, double score, boolean suggested) {}

  Optional<EntityCard> read(Viewer viewer, String id) {
    return names.resolve(viewer, id).map(resolved -> read(viewer, resolved));
  }

  private EntityCard read(Viewer viewer, EntityNames.Resolved resolved) {
    EntityRef entity = resolved.known().entity();
    List<Statement> statements = statements(viewer, entity.id());
    List<Nearby> nearby = related(viewer, entity.id());
    Set<String> others = new HashSet<>();
    statements.forEach(each -> others.add(each.key().other()));
    nearby.forEach(each -> others.add(each.id()));
    EntityNames.Seen known = names.of(viewer, others);
    boolean partial = statements.size() > MOST_STATEMENTS;
    List<StatedFact> facts =
        facts(partial ? statements.subList(0, MOST_STATEMENTS) : statements, known);
    List<Dated> timeline = timeline(entity, facts);
    return new EntityCard(
        entity,
        resolved.redirectedFrom(),
        resolved.known().documents(),
        resolved.known().mentions(),
        aliases(viewer, entity.id()),
        facts.subList(0, Math.min(MOST_FACTS, facts.size())),
        timeline.subList(0, Math.min(MOST_DATED, timeline.size())),
        documents(viewer, entity.id()),
        about(viewer, entity.id()),
        nearby.stream()
            .filter(each -> known.has(each.id()))
            .map(each -> new RelatedEntity(known.entity(each.id()), each.score(), each.suggested()))
            .toList(),
        partial || facts.size() > MOST_FACTS || timeline.size() > MOST_DATED);
  }

  private List<Alias> aliases(Viewer viewer, String id) {
    return graph.read(
        """
        MATCH (:Entity {id: $id})<-[m:MENTIONS]-() WHERE SEES
        RETURN m.name AS name, sum(m.count) AS mentions, count(DISTINCT m.document) AS documents
        ORDER BY mentions DESC, documents DESC, name LIMIT $most
        """
            .replace("SEES", viewer.sees("m")),
        viewer.with(Map.of("id", id, "most", MOST_ALIASES)),
        MOST,
        row ->
            new Alias(
                row.get("name").asString(),
                row.get("mentions").asLong(),
                row.get("documents").asLong()));
  }

  /** The surest sentences first; one more than are shown, where there are more. */
  private List<Statement> statements(Viewer viewer, String id) {
    return graph.read(
        """
        MATCH (e:Entity {id: $id})-[r:FACT]-(o:Entity) WHERE o.id <> $id AND SEES
        WITH r, o, startNode(r) = e AS out
        ORDER BY r.confidence DESC, r.document, r.start, r.id LIMIT $most
        OPTIONAL MATCH (d:Document {id: r.document})
        RETURN COLUMNS, o.id AS other, out
        """
            .replace("SEES", viewer.sees("r"))
            .replace("COLUMNS", EvidenceRows.COLUMNS),
        viewer.with(Map.of("id", id, "most", MOST_STATEMENTS + 1)),
        MOST,
        row ->
            new Statement(
                new FactKey(
                    row.get("r").get("type").asString(""),
                    row.get("r").get("kind").asString(""),
                    row.get("out").asBoolean() ? Direction.OUT : Direction.IN,
                    row.get("other").asString()),
                EvidenceRows.of(row)));
  }

  /** Those of the most documents first. */
  private static List<StatedFact> facts(List<Statement> statements, EntityNames.Seen known) {
    Map<FactKey, List<Evidence>> byFact = new LinkedHashMap<>();
    for (Statement each : statements) {
      if (known.has(each.key().other())) {
        byFact.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.evidence());
      }
    }
    List<StatedFact> facts = new ArrayList<>();
    byFact.forEach(
        (key, evidence) ->
            facts.add(
                new StatedFact(
                    key.type(),
                    key.kind(),
                    key.direction(),
                    known.entity(key.other()),
                    evidence.size(),
                    evidence.stream().map(Evidence::document).distinct().count(),
                    confidence(evidence.get(0)),
                    evidence.subList(0, Math.min(MOST_EVIDENCE, evidence.size())))));
    facts.sort(
        Comparator.comparingLong(StatedFact::documents)
            .thenComparingLong(StatedFact::statements)
            .reversed()
            .thenComparing(StatedFact::type)
            .thenComparing(each -> each.other().name())
            .thenComparing(each -> each.other().id())
            .thenComparing(StatedFact::direction));
    return facts;
  }

  private static double confidence(Evidence evidence) {
    return evidence.confidence() == null ? 0 : evidence.confidence();
  }

  /** What has a time of its own, or relates the entity to a date. */
  private static List<Dated> timeline(EntityRef entity, List<StatedFact> facts) {
    List<Dated> timeline = new ArrayList<>();
    for (StatedFact fact : facts) {
      boolean out = fact.direction() == Direction.OUT;
      for (Evidence evidence : fact.evidence()) {
        String time = time(fact, evidence);
        if (time != null) {
          timeline.add(
              new Dated(
                  time,
                  fact.type(),
                  fact.kind(),
                  out ? entity : fact.other(),
                  out ? fact.other() : entity,
                  evidence.place(),
                  evidence));
          break; // the surest says it
        }
      }
    }
    timeline.sort(
        Comparator.comparing(Dated::time)
            .thenComparing(Dated::type)
            .thenComparing(each -> each.subject().id())
            .thenComparing(each -> each.object().id()));
    return timeline;
  }

  private static @Nullable String time(StatedFact fact, Evidence evidence) {
    return evidence.time() == null && fact.other().type().equals("date")
        ? fact.other().name()
        : evidence.time();
  }

  private List<MentioningDocument> documents(Viewer viewer, String id) {
    return graph.read(
        """
        MATCH (:Entity {id: $id})<-[m:MENTIONS]-(d:Document) WHERE SEES
        WITH d, m ORDER BY m.count DESC, m.name
        WITH d, sum(m.count) AS mentions, collect(m)[0] AS m
        ORDER BY mentions DESC, d.uri, d.id LIMIT $most
        RETURN d.id AS document, d.uri AS uri, d.title AS title, mentions, m.name AS name,
          m.chunk AS chunk, m.start AS start, m.end AS end
        """
            .replace("SEES", viewer.sees("m")),
        viewer.with(Map.of("id", id, "most", MOST_DOCUMENTS)),
        MOST,
        row ->
            new MentioningDocument(
                row.get("document").asString(),
                row.get("uri").asString(""),
                row.get("title").asString(""),
                row.get("mentions").asLong(),
                row.get("name").asString(),
                row.get("chunk").asString(""),
                row.get("start").asLong(0),
                row.get("end").asLong(0)));
  }

  private List<AboutDocument> about(Viewer viewer, String id) {
    return graph.read(
        """
        MATCH (:Entity {id: $id})<-[a:ABOUT]-(d:Document) WHERE SEES
        RETURN DISTINCT d.id AS document, d.uri AS uri, d.title AS title, a.type AS type
        ORDER BY type, uri, document LIMIT $most
        """
            .replace("SEES", viewer.sees("a")),
        viewer.with(Map.of("id", id, "most", MOST_DOCUMENTS)),
        MOST,
        row ->
            new AboutDocument(
                row.get("document").asString(),
                row.get("uri").asString(""),
                row.get("title").asString(""),
                row.get("type").asString("")));
  }

  /** By the newest analysis that is not newer than what is read, of each of the viewer's groups. */
  private List<Nearby> related(Viewer viewer, String id) {
    return graph.read(
        """
        MATCH (:Entity {id: $id})-[r:RELATED]-(o:Entity)
        WHERE r.audience IN $groups AND r.revision <= $revision
        WITH r.audience AS audience, max(r.revision) AS newest
        MATCH (:Entity {id: $id})-[r:RELATED {audience: audience, revision: newest}]-(o:Entity)
        WITH o.id AS other, max(r.score) AS score, collect(r.suggested) AS suggested
        RETURN other, score, all(each IN suggested WHERE each) AS suggested
        ORDER BY score DESC, other LIMIT $most
        """,
        viewer.with(Map.of("id", id, "most", MOST_RELATED)),
        MOST,
        CardReader::nearby);
  }

  private static Nearby nearby(Record row) {
    return new Nearby(
        row.get("other").asString(),
        row.get("score").asDouble(0),
        row.get("suggested").asBoolean(false));
  }
}
