package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacetsTest {
  private static final List<String> EVERYONE = List.of("public");

  @TempDir Path root;

  @Test
  void documentsAreCountedNotPassages() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            document(
                "wiki/a",
                EVERYONE,
                Map.of("date", "2024-12-31T23:30:00-05:00"),
                "text/html; charset=utf-8",
                "mill one",
                "mill two",
                "mill 磨坊",
                "the mill 磨坊 again"),
            document("wiki/b", EVERYONE, Map.of("created", "soon"), "text/plain", "a mill"),
            document(
                "mail/c", EVERYONE, Map.of("created", "2023-05-01"), "text/html", "磨坊 mills"))) {
      Facets facets = searcher.facets(SearchRequest.of("mill"));
      assertThat(facets.languages()).containsExactly(count("en", 2), count("zh", 2));
      assertThat(facets.types()).containsExactly(count("text/html", 2), count("text/plain", 1));
      assertThat(facets.sources()).containsExactly(count("wiki", 2), count("mail", 1));
      assertThat(facets.years()).containsExactly(count("2023", 1), count("2025", 1));
      assertThat(searcher.facets(SearchRequest.of("磨坊")).languages())
          .containsExactly(count("zh", 2));
    }
  }

  @Test
  void aDimensionIgnoresTheFilterOnItselfAlone() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            document("wiki/a", EVERYONE, Map.of("date", "2024-01-01"), "text/html", "mill"),
            document("wiki/b", EVERYONE, Map.of("date", "2025-01-01"), "text/plain", "mill 磨坊"),
            document("mail/c", EVERYONE, Map.of("date", "2025-06-01"), "text/html", "mill"))) {
      SearchRequest request = SearchRequest.of("mill");
      Facets wiki = searcher.facets(request.with(Filters.NONE.withSources(Set.of("wiki"))));
      assertThat(wiki.sources()).containsExactly(count("wiki", 2), count("mail", 1));
      assertThat(wiki.types()).containsExactly(count("text/html", 1), count("text/plain", 1));
      assertThat(wiki.years()).containsExactly(count("2024", 1), count("2025", 1));
      assertThat(wiki.languages()).containsExactly(count("en", 1), count("zh", 1));

      Filters both =
          Filters.NONE
              .withMediaTypes(Set.of("text/html"))
              .between(Instant.parse("2025-01-01T00:00:00Z"), null);
      Facets late = searcher.facets(request.with(both));
      assertThat(late.types()).containsExactly(count("text/html", 1), count("text/plain", 1));
      assertThat(late.years()).containsExactly(count("2024", 1), count("2025", 1));
      assertThat(late.sources()).containsExactly(count("mail", 1));
      assertThat(late.languages()).containsExactly(count("en", 1));

      Facets chinese = searcher.facets(request.with(Filters.NONE.withLanguages(Set.of("zh"))));
      assertThat(chinese.languages()).containsExactly(count("en", 2), count("zh", 1));
      assertThat(chinese.sources()).containsExactly(count("wiki", 1));
    }
  }

  @Test
  void aQuestionWithoutWordsInTheIndexCountsNothing() throws IOException {
    try (Searcher searcher =
        Questions.of(root, document("a", "the mill to be"), document("b", "数据库的备份"))) {
      for (String query : List.of("to be", "?!…。（）", "wheel", "据备", "份", "*:*", "🙂")) {
        assertThat(searcher.facets(SearchRequest.of(query))).as(query).isEqualTo(Facets.NONE);
      }
      assertThat(searcher.facets(SearchRequest.of("备份在哪里")).languages())
          .containsExactly(count("zh", 1));
    }
  }

  @Test
  void fiftyValuesAreShown() throws IOException {
    Document[] rows = new Document[120];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = document("s" + (100 + Math.max(0, i - 60)) + "/d" + i, "mill");
    }
    try (Searcher searcher = Questions.of(root, rows)) {
      List<ValueCount> sources = searcher.facets(SearchRequest.of("mill")).sources();
      assertThat(sources).hasSize(50).startsWith(count("s100", 61), count("s101", 1));
    }
  }

  @Test
  void whatIsDeletedButNotYetMergedAwayIsNotCounted() throws IOException {
    Document[] rows = new Document[40];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = document("wiki/d" + i, "mill " + i);
    }
    Generations generations = new Generations(root);
    Rows.write(generations, 1, IndexSettings.of(BOTH), rows);
    Document gone = tombstone("wiki/d0");
    Document moved = document("wiki/d1", "river");
    Rows.write(generations, 2, IndexSettings.of(BOTH), gone, moved);
    try (Searcher searcher = Questions.newest(root)) {
      assertThat(searcher.facets(SearchRequest.of("mill")).sources())
          .containsExactly(count("wiki", 38));
      assertThat(searcher.contents(Set.of("public"), Filters.NONE))
          .isEqualTo(new Contents(39, 39, List.of(count("en", 39))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void countsAreThoseOfTheRows(int shards) throws IOException {
    Random random = new Random(11);
    String[] words = {"mill", "river", "stone", "水车", "磨坊"};
    IndexSettings settings = IndexSettings.of(BOTH).withShards(shards);
    Map<String, Document> state = new TreeMap<>();
    for (int revision = 1; revision <= 4; revision++) {
      Map<String, Document> changes = new TreeMap<>();
      for (int i = 0; i < 60; i++) {
        String name = "s" + random.nextInt(4) + "/" + random.nextInt(30);
        String[] passages = new String[1 + random.nextInt(4)];
        for (int j = 0; j < passages.length; j++) {
          passages[j] = words[random.nextInt(5)] + " " + words[random.nextInt(5)];
        }
        Document row =
            random.nextInt(5) == 0
                ? tombstone(name)
                : document(
                    name,
                    List.of(random.nextInt(3) == 0 ? "board" : "public"),
                    Map.of("date", (2020 + random.nextInt(3)) + "-01-01"),
                    random.nextBoolean() ? "text/html" : "text/plain",
                    passages);
        changes.put(row.docId(), row);
      }
      state.putAll(changes);
      Rows.write(
          new Generations(root), revision, settings, changes.values().toArray(Document[]::new));
    }
    try (Searcher searcher = Questions.newest(root)) {
      for (String word : words) {
        List<Document> found =
            state.values().stream()
                .filter(row -> row.outcome() == Outcome.LIVE && row.groups().contains("public"))
                .filter(row -> !languages(row, word).isEmpty())
                .toList();
        Facets facets = searcher.facets(SearchRequest.of(word));
        assertThat(facets.sources()).isEqualTo(counts(found, row -> Set.of(row.source())));
        assertThat(facets.languages()).isEqualTo(counts(found, row -> languages(row, word)));
        assertThat(facets.years())
            .isEqualTo(
                counts(
                    found, row -> Set.of(row.metadata().getOrDefault("date", "").substring(0, 4))));
        assertThat(facets.types())
            .isEqualTo(
                counts(
                    found, row -> Stream.ofNullable(row.mediaType()).collect(Collectors.toSet())));
      }
    }
  }

  private static Set<String> languages(Document row, String word) {
    return row.chunks().stream()
        .filter(chunk -> chunk.text().contains(word))
        .map(Chunk::language)
        .collect(Collectors.toSet());
  }

  private static List<ValueCount> counts(
      List<Document> rows, Function<Document, Set<String>> values) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(row -> values.apply(row).forEach(value -> counts.merge(value, 1L, Long::sum)));
    List<ValueCount> all = new ArrayList<>();
    counts.forEach((value, count) -> all.add(new ValueCount(value, count)));
    all.sort(
        Comparator.comparingLong(ValueCount::documents)
            .reversed()
            .thenComparing(ValueCount::value));
    return all;
  }

  private static ValueCount count(String value, long documents) {
    return new ValueCount(value, documents);
  }
}
