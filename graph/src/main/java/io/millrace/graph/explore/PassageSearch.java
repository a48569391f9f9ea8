package io.millrace.graph.explore;

import io.millrace.graph.resolve.NormalName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.neo4j.driver.Record;

/**
 * Finds passages by the entities that a question names. An entity counts by its inverse document
 * frequency among what the viewer sees, ln(1 + documents / documents that mention it). A document
 * has of each of the entities that part of it that goes with the number of mentions, and a passage
 * besides all of it where it is known to mention the entity, and a quarter more where it states a
 * fact of it. Entities that stated facts join to those of the question count {@value #HOP} of them.
 */
final class PassageSearch {
  /** The most passages of an answer. */
  static final int MOST_PASSAGES = 2_000;

  private static final Duration MOST = Duration.ofSeconds(3);

  /** Documents, or statements, of an entity that are looked at: those with the most first. */
  private static final int MOST_SEEN = 5_000;

  private static final int MOST_JOINED = 10;
  private static final double HOP = 0.1;
  private static final double STATED = 0.25;

  private final GraphConnection graph;
  private final EntityLinks links;
  private final VisibleDocuments documents;

  PassageSearch(GraphConnection graph, EntityLinks links, VisibleDocuments documents) {
    this.graph = graph;
    this.links = links;
    this.documents = documents;
  }

  /** What a document says of an entity. */
  private record Mentioned(String entity, String document, long count, List<String> passages) {}

  /** A fact of an entity, and where it is stated. */
  private record Stated(
      String entity, String document, String passage, String other, String otherType) {}

  /** Two entities of the question in one sentence. */
  private record Together(String document, String passage, String one, String other) {}

  List<FoundPassage> find(Viewer viewer, String question) {
    Map<String, Double> linked = links.of(viewer, question);
    if (linked.isEmpty()) {
      return List.of();
    }
    List<Stated> stated = stated(viewer, linked.keySet());
    Map<String, Double> weights = new LinkedHashMap<>(linked);
    weights.putAll(joined(linked, stated));
    Map<String, List<Mentioned>> mentioned = mentioned(viewer, weights.keySet());
    long total = documents.count(viewer);
    Scores scores = new Scores();
    weights.forEach(
        (entity, weight) -> {
          List<Mentioned> where = mentioned.getOrDefault(entity, List.of());
          double rarity = Math.log1p((double) total / Math.max(1, where.size()));
          where.forEach(each -> scores.mention(each, weight * rarity));
        });
    stated.forEach(each -> scores.state(each));
    if (linked.size() > 1) {
      together(viewer, linked.keySet()).forEach(scores::together);
    }
    return scores.best();
  }

  /** What is known of each document and passage. */
  private static final class Scores {
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, Double> documents = new LinkedHashMap<>();
    private final Map<String, String> documentOf = new TreeMap<>();
    private final Map<String, Set<String>> mentions = new TreeMap<>();
    private final Map<String, Set<String>> statements = new TreeMap<>();

    void mention(Mentioned each, double value) {
      values.put(each.entity(), value);
      documents.merge(
          each.document(),
          value * each.count() / (1.0 + each.count()),
          (one, other) -> one + other);
      each.passages().forEach(passage -> note(each.document(), passage, each.entity()));
    }

    void state(Stated each) {
      note(each.document(), each.passage(), each.entity());
      statements
          .computeIfAbsent(each.passage(), passage -> new LinkedHashSet<>())
          .add(each.entity());
    }

    void together(Together each) {
      note(each.document(), each.passage(), each.one());
      note(each.document(), each.passage(), each.other());
    }

    private void note(String document, String passage, String entity) {
      if (!passage.isEmpty()) { // a name in the metadata stands in none
        documentOf.put(passage, document);
        mentions.computeIfAbsent(passage, each -> new LinkedHashSet<>()).add(entity);
      }
    }

    List<FoundPassage> best() {
      List<FoundPassage> found = new ArrayList<>();
      documentOf.forEach(
          (passage, document) -> {
            double score = documents.getOrDefault(document, 0.0);
            Set<String> mentioned = mentions.getOrDefault(passage, Set.of());
            Set<String> stated = statements.getOrDefault(passage, Set.of());
            for (Map.Entry<String, Double> each : values.entrySet()) {
              score += mentioned.contains(each.getKey()) ? each.getValue() : 0;
              score += stated.contains(each.getKey()) ? STATED * each.getValue() : 0;
            }
            found.add(new FoundPassage(document, passage, score));
          });
      found.sort(
          Comparator.comparingDouble(FoundPassage::score)
              .reversed()
              .thenComparing(FoundPassage::chunk));
      return List.copyOf(found.subList(0, Math.min(MOST_PASSAGES, found.size())));
    }
  }

  /** What stated facts join to the entities, in most documents first, and what it counts. */
  private static Map<String, Double> joined(Map<String, Double> linked, List<Stated> stated) {
    Map<String, Set<String>> where = new TreeMap<>();
    Map<String, Double> weights = new TreeMap<>();
    for (Stated each : stated) {
      if (!linked.containsKey(each.other()) && !NormalName.isMeasure(each.otherType())) {
        where.computeIfAbsent(each.other(), other -> new HashSet<>()).add(each.document());
        weights.merge(each.other(), HOP * linked.getOrDefault(each.entity(), 0.0), Math::max);
      }
    }
    Map<String, Double> joined = new LinkedHashMap<>();
    where.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, Set<String>> entry) -> -entry.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_JOINED)
        .forEach(entry -> joined.put(entry.getKey(), weights.getOrDefault(entry.getKey(), 0.0)));
    return joined;
  }

  private List<Stated> stated(Viewer viewer, Collection<String> entities) {
    String query =
        """
        UNWIND $ids AS id
        MATCH (e:Entity {id: id})
        CALL (e) {
          MATCH (e)-[r:FACT]-(o:Entity) WHERE SEES
          RETURN r, o ORDER BY r.confidence DESC, r.id LIMIT $seen
        }
        RETURN id, r.document AS document, r.chunk AS chunk, o.id AS other, o.type AS type
        """;
    return read(
        viewer,
        query,
        entities,
        row ->
            new Stated(
                row.get("id").asString(),
                row.get("document").asString(""),
                row.get("chunk").asString(""),
                row.get("other").asString(),
                row.get("type").asString("")));
  }

  private Map<String, List<Mentioned>> mentioned(Viewer viewer, Collection<String> entities) {
    String query =
        """
        UNWIND $ids AS id
        MATCH (e:Entity {id: id})
        CALL (e) {
          MATCH (e)<-[r:MENTIONS]-() WHERE SEES
          WITH r.document AS document, sum(r.count) AS count, collect(DISTINCT r.chunk) AS chunks
          RETURN document, count, chunks ORDER BY count DESC, document LIMIT $seen
        }
        RETURN id, document, count, chunks
        """;
    Map<String, List<Mentioned>> mentioned = new LinkedHashMap<>();
    read(
            viewer,
            query,
            entities,
            row ->
                new Mentioned(
                    row.get("id").asString(),
                    row.get("document").asString(""),
                    row.get("count").asLong(),
                    row.get("chunks").asList(chunk -> chunk.asString(""))))
        .forEach(
            each -> mentioned.computeIfAbsent(each.entity(), id -> new ArrayList<>()).add(each));
    return mentioned;
  }

  private List<Together> together(Viewer viewer, Collection<String> entities) {
    String query =
        """
        MATCH (a:Entity)-[r:TOGETHER]->(b:Entity)
        WHERE a.id IN $ids AND b.id IN $ids AND SEES
        RETURN r.document AS document, r.chunk AS chunk, a.id AS one, b.id AS other
        ORDER BY document, r.id LIMIT $seen
        """;
    return read(
        viewer,
        query,
        entities,
        row ->
            new Together(
                row.get("document").asString(""),
                row.get("chunk").asString(""),
                row.get("one").asString(),
                row.get("other").asString()));
  }

  private <T> List<T> read(
      Viewer viewer, String query, Collection<String> entities, Function<Record, T> row) {
    return graph.read(
        query.replace("SEES", viewer.sees("r")),
        viewer.with(Map.of("ids", List.copyOf(entities), "seen", MOST_SEEN)),
        MOST,
        row);
  }
}
