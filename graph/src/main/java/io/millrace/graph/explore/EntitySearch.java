package io.millrace.graph.explore;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds entities by what they are called. The full-text indexes of names, one by pairs of Chinese
 * characters and one by English stems, give candidates; a candidate counts where a visible mention
 * uses its name. The order is by how the name fits and by visible mentions, never by the indexes'
 * scores, in which names weigh that the viewer may not know of; these only decide which {@value
 * #MOST_NAMES} names are looked at where more fit.
 */
final class EntitySearch {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int MOST_NAMES = 3_000;
  private static final int MOST_WORDS = 12;
  private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[^\\s\\p{IsHan}]+");
  private static final Pattern MEANINGFUL = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern OPERATORS = Pattern.compile("[-+&|!(){}\\[\\]^\"~*?:\\\\/<>=]");

  private final GraphConnection graph;
  private final EntityNames names;
  private volatile List<Index> indexes = List.of();

  EntitySearch(GraphConnection graph, EntityNames names) {
    this.graph = graph;
    this.names = names;
  }

  /** A full-text index of names. */
  private record Index(String name, String analyzer) {}

  /** An entity with one of its names that fits. */
  private record Candidate(String id, String name, Fit fit, long mentions, long documents) {}

  /** How a name fits what was typed, the best first. */
  private enum Fit {
    SAME,
    BEGINS,
    HOLDS,
    WORDS
  }

  /** The entities that fit best. */
  List<FoundEntity> find(Viewer viewer, String typed, Set<String> types, int k) {
    List<Map<String, Object>> searches = searches(words(typed));
    if (searches.isEmpty()) {
      return List.of();
    }
    Map<String, Candidate> best = new HashMap<>();
    for (Candidate each : candidates(viewer, plain(typed), searches, types)) {
      best.merge(each.id(), each, (a, b) -> ORDER.compare(a, b) <= 0 ? a : b);
    }
    List<Candidate> first = best.values().stream().sorted(ORDER).limit(k).toList();
    EntityNames.Seen seen = names.of(viewer, first.stream().map(Candidate::id).toList());
    List<FoundEntity> found = new ArrayList<>();
    for (Candidate each : first) {
      if (seen.has(each.id())) {
        EntityNames.Known entity = seen.known(each.id());
        found.add(
            new FoundEntity(
                each.id(),
                entity.entity().name(),
                entity.entity().type(),
                each.name(),
                entity.documents(),
                entity.mentions()));
      }
    }
    return found;
  }

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::fit)
          .thenComparing(Comparator.comparingLong(Candidate::documents).reversed())
          .thenComparing(Comparator.comparingLong(Candidate::mentions).reversed())
          .thenComparing(Candidate::name)
          .thenComparing(Candidate::id);

  private List<Candidate> candidates(
      Viewer viewer, String typed, List<Map<String, Object>> searches, Set<String> types) {
    String query =
        """
        UNWIND $searches AS search
        CALL db.index.fulltext.queryNodes(search.index, search.query, {limit: $most}) YIELD node
        WITH DISTINCT node AS n
        MATCH (n)-[b:NAMES]->(e:Entity)
        WHERE b.since <= $revision AND $revision < b.until
          AND (size($types) = 0 OR e.type IN $types)
        MATCH (e)<-[m:MENTIONS]-()
        WHERE m.form = n.id AND SEES
        RETURN e.id AS id, m.name AS name, sum(m.count) AS mentions,
          count(DISTINCT m.document) AS documents
        """
            .replace("SEES", viewer.sees("m"));
    Map<String, Object> parameters =
        viewer.with(Map.of("searches", searches, "types", List.copyOf(types), "most", MOST_NAMES));
    return graph.read(
        query,
        parameters,
        MOST,
        row -> {
          String name = row.get("name").asString();
          return new Candidate(
              row.get("id").asString(),
              name,
              fit(plain(name), typed),
              row.get("mentions").asLong(),
              row.get("documents").asLong());
        });
  }

  private static Fit fit(String name, String typed) {
    if (name.equals(typed)) {
      return Fit.SAME;
    }
    if (name.startsWith(typed)) {
      return Fit.BEGINS;
    }
    return name.contains(typed) ? Fit.HOLDS : Fit.WORDS;
  }

  /** Without what does not tell names apart: width, case, space. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Cntrl}]+", " ")
        .strip();
  }

  private static List<String> words(String typed) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(plain(typed));
    while (matcher.find() && words.size() < MOST_WORDS) {
      if (MEANINGFUL.matcher(matcher.group()).find()) {
        words.add(matcher.group());
      }
    }
    return words;
  }

  /** Queries for the indexes. */
  private List<Map<String, Object>> searches(List<String> words) {
    List<Map<String, Object>> searches = new ArrayList<>();
    for (Index index : words.isEmpty() ? List.<Index>of() : indexes()) {
      String query = query(words, index.analyzer().equals("cjk"));
      if (query != null) {
        searches.add(Map.of("index", index.name(), "query", query));
      }
    }
    return searches;
  }

  /** All words, the last perhaps not typed to its end; null where this index knows none of them. */
  private static @Nullable String query(List<String> words, boolean pairs) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String escaped = OPERATORS.matcher(word).replaceAll("\\\\$0");
      String whole = '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      boolean last = i == words.size() - 1;
      if (isHan(word)) {
        if (!pairs) {
          return null; // the other index takes each character for a word
        }
        // its terms are pairs: one character alone is the beginning of some
        parts.add("+" + (word.codePointCount(0, word.length()) == 1 ? escaped + "*" : whole));
      } else if (last && i > 0 && word.length() <= 2) {
        parts.add(escaped + "*"); // "of" is in no index
      } else {
        parts.add("+" + (last ? "(" + whole + " OR " + escaped + "*)" : whole));
      }
    }
    return String.join(" ", parts);
  }

  private static boolean isHan(String word) {
    return Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HAN;
  }

  private List<Index> indexes() {
    if (indexes.isEmpty()) {
      indexes =
          graph.read(
              """
              SHOW FULLTEXT INDEXES YIELD name, labelsOrTypes, properties, options
              WHERE 'Name' IN labelsOrTypes AND 'text' IN properties
              RETURN name, options.indexConfig['fulltext.analyzer'] AS analyzer ORDER BY name
              """,
              Map.of(),
              MOST,
              row -> new Index(row.get("name").asString(), row.get("analyzer").asString("")));
    }
    return indexes;
  }
}
