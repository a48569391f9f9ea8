package io.millrace.graph.element;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import io.millrace.graph.resolve.NormalName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The relationships of which one document is the evidence. Passages may overlap: what stands in two
 * counts once. A sentence that names more than {@value #MOST_TOGETHER} things is a list, and says
 * nothing of any two of them.
 */
public final class DocumentEdges {
  private static final int MOST_TOGETHER = 12;

  private final String document;
  private final List<String> groups;
  private final UnaryOperator<String> entityOf;
  private final Map<String, MentionedName> names = new TreeMap<>();
  private final Map<List<Object>, Stated> facts = new LinkedHashMap<>();
  private final Map<Integer, NamedTogether> sentences = new TreeMap<>();
  private final Set<Pair> stated = new HashSet<>();
  private final List<Edge> authors = new ArrayList<>();

  /** Two entities, and where the sentence starts that names both. */
  private record Pair(String one, String other, int sentence) {
    static Pair of(String one, String other, Sentence sentence) {
      return new Pair(one, other, sentence.start());
    }
  }

  /** A fact as the surest of the rules that found it has it. */
  private record Stated(double confidence, Edge edge) {}

  /** The entities that one sentence names. */
  private record NamedTogether(String chunk, Sentence sentence, Set<String> entities) {}

  /**
   * The relationships of a document.
   *
   * @param document its id
   * @param groups who may see it
   * @param entityOf form of a name → id of the entity
   */
  public DocumentEdges(String document, Collection<String> groups, UnaryOperator<String> entityOf) {
    this.document = document;
    this.groups = groups.stream().sorted().toList();
    this.entityOf = entityOf;
  }

  /** Adds what a passage mentions and states. */
  public void add(Passage passage) {
    for (Extraction extraction : passage.found()) {
      List<String> forms = new ArrayList<>();
      for (Mention mention : extraction.mentions()) {
        String form = NormalName.form(mention.type(), mention.text(), mention.value());
        forms.add(form);
        if (!NormalName.isMeasure(mention.type())) {
          name(form).add(passage, mention);
          together(passage, mention).entities().add(entityOf.apply(form));
        }
      }
      for (Fact fact : extraction.facts()) {
        state(passage, extraction, fact, forms);
      }
    }
  }

  /**
   * Adds who the document's metadata name as its author.
   *
   * @param form form of the author's name
   * @param name as it is written
   */
  public void addAuthor(String form, String name) {
    if (!names.containsKey(form)) {
      names.put(form, MentionedName.inMetadata(name));
    }
    authors.add(
        Edge.of(
            EdgeKind.ABOUT,
            document,
            entityOf.apply(form),
            document,
            Map.of("type", "authored_by", "groups", groups)));
  }

  /** All of them, each once. */
  public List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    names.forEach(
        (form, name) ->
            edges.add(
                Edge.of(
                    EdgeKind.MENTIONS,
                    document,
                    entityOf.apply(form),
                    document,
                    name.properties(form, groups))));
    facts.values().forEach(stated -> edges.add(stated.edge()));
    edges.addAll(together());
    edges.addAll(authors);
    return edges;
  }

  private MentionedName name(String form) {
    return names.computeIfAbsent(form, each -> new MentionedName());
  }

  private NamedTogether together(Passage passage, Mention mention) {
    Sentence sentence = Sentence.of(passage, mention.sentenceStart(), mention.sentenceEnd());
    return sentences.computeIfAbsent(
        sentence.start(), start -> new NamedTogether(passage.chunk(), sentence, new TreeSet<>()));
  }

  private void state(Passage passage, Extraction extraction, Fact fact, List<String> forms) {
    Ends ends = Ends.of(fact);
    if (ends == null) {
      return;
    }
    String from = entityOf.apply(forms.get(ends.subject()));
    String to = entityOf.apply(forms.get(ends.object()));
    if (from.equals(to)) {
      return; // two names of one thing
    }
    Sentence sentence = Sentence.of(passage, fact.sentenceStart(), fact.sentenceEnd());
    List<Object> key = List.of(fact.type(), from, to, sentence.start(), extraction.extractor());
    Stated known = facts.get(key);
    if (known != null && known.confidence() >= fact.confidence()) {
      return;
    }
    Mention subject = extraction.mentions().get(ends.subject());
    Mention object = extraction.mentions().get(ends.object());
    measured(passage, subject, forms.get(ends.subject()));
    measured(passage, object, forms.get(ends.object()));
    Map<String, Object> properties = new TreeMap<>();
    properties.put("type", fact.type());
    properties.put("kind", fact.kind().name());
    properties.put("chunk", passage.chunk());
    properties.put("start", (long) sentence.start());
    properties.put("end", (long) sentence.end());
    properties.put("sentence", sentence.text());
    properties.put("subject", subject.text());
    properties.put("object", object.text());
    properties.put("confidence", fact.confidence());
    properties.put("rule", fact.rule());
    properties.put("extractor", extraction.extractor());
    properties.put("groups", groups);
    put(properties, "time", ends.time(), extraction.mentions());
    put(properties, "place", ends.place(), extraction.mentions());
    facts.put(
        key, new Stated(fact.confidence(), Edge.of(EdgeKind.FACT, from, to, document, properties)));
    stated.add(Pair.of(from, to, sentence));
    stated.add(Pair.of(to, from, sentence));
  }

  /** A date or an amount is a node only where a fact speaks of it. */
  private void measured(Passage passage, Mention mention, String form) {
    if (NormalName.isMeasure(mention.type())) {
      name(form).add(passage, mention);
    }
  }

  private static void put(
      Map<String, Object> properties, String key, @Nullable Integer mention, List<Mention> all) {
    if (mention != null) {
      Mention said = all.get(mention);
      properties.put(key, Objects.requireNonNullElse(said.value(), said.text()));
    }
  }

  private List<Edge> together() {
    Map<String, List<NamedTogether>> pairs = new TreeMap<>();
    for (NamedTogether named : sentences.values()) {
      List<String> entities = List.copyOf(named.entities());
      if (entities.size() <= MOST_TOGETHER) {
        for (int i = 0; i < entities.size(); i++) {
          for (int j = i + 1; j < entities.size(); j++) {
            String one = entities.get(i);
            String other = entities.get(j);
            if (!stated.contains(Pair.of(one, other, named.sentence()))) {
              pairs.computeIfAbsent(one + "\n" + other, pair -> new ArrayList<>()).add(named);
            }
          }
        }
      }
    }
    List<Edge> edges = new ArrayList<>();
    pairs.forEach((pair, found) -> edges.add(together(pair.split("\n"), found)));
    return edges;
  }

  private Edge together(String[] pair, List<NamedTogether> sentences) {
    String chunk = sentences.get(0).chunk();
    Sentence first = sentences.get(0).sentence();
    return Edge.of(
        EdgeKind.TOGETHER,
        pair[0],
        pair[1],
        document,
        Map.of(
            "sentences",
            (long) sentences.size(),
            "chunk",
            chunk,
            "start",
            (long) first.start(),
            "end",
            (long) first.end(),
            "sentence",
            first.text(),
            "groups",
            groups));
  }
}
