package io.millrace.graph.explore;

import io.millrace.graph.explore.QuestionSpans.Span;
import io.millrace.graph.resolve.NormalName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the entities that a question names: stretches of it whose normal form is that of a name
 * that a visible mention uses. Longer names come first, and what they take is no part of another. A
 * name of several entities stands for each of them in part.
 */
final class EntityLinks {
  private static final Duration MOST = Duration.ofSeconds(3);
  private static final int MOST_ENTITIES = 20;

  private final GraphConnection graph;

  EntityLinks(GraphConnection graph) {
    this.graph = graph;
  }

  /** A name in its normal form, and an entity that has it. */
  private record Named(String form, String entity) {}

  /** The entities, by their ids, with how surely the question means them, 0 to 1. */
  Map<String, Double> of(Viewer viewer, String question) {
    Map<Span, Set<String>> forms = forms(question);
    if (forms.isEmpty()) {
      return Map.of();
    }
    Map<String, Set<String>> entities = entities(viewer, forms);
    Map<String, Double> linked = new LinkedHashMap<>();
    List<Span> taken = new ArrayList<>();
    for (Map.Entry<Span, Set<String>> each : forms.entrySet()) {
      Set<String> meant = new TreeSet<>();
      each.getValue().forEach(form -> meant.addAll(entities.getOrDefault(form, Set.of())));
      if (!meant.isEmpty() && taken.stream().noneMatch(each.getKey()::overlaps)) {
        taken.add(each.getKey());
        for (String entity : meant) {
          if (linked.size() < MOST_ENTITIES || linked.containsKey(entity)) {
            linked.merge(entity, 1.0 / meant.size(), Math::max);
          }
        }
      }
    }
    return linked;
  }

  /** The forms that each stretch has as a name of one type or another, the longest first. */
  private Map<Span, Set<String>> forms(String question) {
    List<Span> spans = QuestionSpans.of(question);
    List<String> types = spans.isEmpty() ? List.of() : types();
    Map<Span, Set<String>> forms = new LinkedHashMap<>();
    for (Span span : spans) {
      Set<String> ofSpan = new LinkedHashSet<>();
      for (String type : types) {
        ofSpan.add(NormalName.form(type, span.text(), span.text()));
      }
      forms.put(span, ofSpan);
    }
    return forms;
  }

  /**
   * The types that names have, but for those that only say how much or when: one look into the
   * index of names for each.
   */
  private List<String> types() {
    List<String> types = new ArrayList<>();
    String after = "";
    while (true) {
      List<String> next =
          graph.read(
              "MATCH (n:Name) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT 1",
              Map.of("after", after),
              MOST,
              row -> row.get(0).asString());
      if (next.isEmpty()) {
        return types;
      }
      String type = NormalName.type(next.get(0));
      if (!NormalName.isMeasure(type)) {
        types.add(type);
      }
      after = type + (char) ('|' + 1);
    }
  }

  private Map<String, Set<String>> entities(Viewer viewer, Map<Span, Set<String>> forms) {
    Set<String> asked = new LinkedHashSet<>();
    forms.values().forEach(asked::addAll);
    String query =
        """
        UNWIND $forms AS form
        MATCH (n:Name {id: form})-[b:NAMES]->(e:Entity)
        WHERE b.since <= $revision AND $revision < b.until
          AND EXISTS { (e)<-[m:MENTIONS]-() WHERE m.form = form AND SEES }
        RETURN form, e.id AS id
        """
            .replace("SEES", viewer.sees("m"));
    Map<String, Set<String>> entities = new LinkedHashMap<>();
    graph
        .read(
            query,
            viewer.with(Map.of("forms", List.copyOf(asked))),
            MOST,
            row -> new Named(row.get("form").asString(), row.get("id").asString()))
        .forEach(
            named ->
                entities
                    .computeIfAbsent(named.form(), form -> new TreeSet<>())
                    .add(named.entity()));
    return entities;
  }
}
