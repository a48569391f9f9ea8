package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.ENGLISH;
import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.Rows;
import io.millrace.embedding.index.VectorStorage;
import io.millrace.embedding.retrieve.SearchHit.Highlight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearcherTest {
  private static final IndexSettings SETTINGS = IndexSettings.of(BOTH);
  @TempDir Path root;

  @Test
  void aHitHasAllThatTheCommandLinePrints() throws IOException {
    try (Searcher searcher =
        Questions.of(root, document("a", "Nothing here", "The quick foxes jumped"))) {
      List<SearchHit> hits = search(searcher, "jumping fox", Mode.BM25);
      assertThat(hits).hasSize(1);
      assertThat(new ObjectMapper().valueToTree(hits.get(0)).toString())
          .matches(
              "\\{\"rank\":1,\"score\":[0-9.]+,\"chunk\":\"[0-9a-f]{32}\","
                  + "\"document\":\"[0-9a-f]{32}\",\"uri\":\"file:///a\",\"title\":\"Title of a\","
                  + "\"headings\":\\[\"Chapter\"],\"page\":7,\"start\":13,\"end\":35,"
                  + "\"language\":\"en\",\"text\":\"The quick foxes jumped\","
                  + "\"highlights\":\\[\\[10,15],\\[16,22]]}");
    }
  }

  @Test
  void copiesDoNotCrowdOutOtherPassages() throws IOException {
    List<Document> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(document("copy" + i, "canary canary canary"));
    }
    rows.add(document("other", "canary among the other birds of the world"));
    try (Searcher searcher = Questions.of(root, rows.toArray(Document[]::new))) {
      assertThat(search(searcher, "canary", Mode.BM25)).hasSize(2);
      assertThat(search(searcher, "canary", Mode.DENSE)).hasSize(2);
    }
  }

  @Test
  void aDerivedGenerationAnswersAsOneBuiltFromNothing() throws IOException {
    Random random = new Random(7);
    String[] words = "river mill stone water wheel grain flour 水车 磨坊 面粉 河流".split(" ");
    Generations derived = new Generations(root.resolve("derived"));
    Map<String, Document> state = new java.util.TreeMap<>();
    for (int revision = 1; revision <= 5; revision++) {
      List<Document> changes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "doc" + random.nextInt(60);
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < 12; j++) {
          text.append(words[random.nextInt(words.length)]).append(' ');
        }
        boolean gone = random.nextInt(4) == 0;
        Document row = gone ? tombstone(name) : document(name, text.toString());
        changes.removeIf(change -> change.docId().equals(row.docId()));
        changes.add(row);
        state.put(row.docId(), row);
      }
      Rows.write(derived, revision, SETTINGS, changes.toArray(Document[]::new));
    }
    Generations scratch = new Generations(root.resolve("scratch"));
    Rows.write(scratch, 5, SETTINGS, state.values().toArray(Document[]::new));

    try (Searcher one = Questions.newest(root.resolve("derived"));
        Searcher other = Questions.newest(root.resolve("scratch"))) {
      assertThat(one.manifest().chunks()).isEqualTo(other.manifest().chunks());
      for (String query : List.of("mill", "水车 磨坊", "flour 面粉 river", "water wheel")) {
        SearchRequest request = SearchRequest.of(query).withK(1000);
        assertThat(one.search(request.with(Mode.DENSE)))
            .isEqualTo(other.search(request.with(Mode.DENSE)));
        // BM25 counts deleted passages in its statistics until they are merged away: the same
        // passages, and scores that may differ a little.
        assertThat(chunks(one.search(request.with(Mode.BM25))))
            .containsExactlyInAnyOrderElementsOf(chunks(other.search(request.with(Mode.BM25))));
      }
    }
  }

  @Test
  void mixedTextIsFoundByEitherLanguage() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            document("mixed", "在 Kubernetes 集群里配置反向代理 and ingress controllers"),
            document("zh", "磨坊的水车"),
            document("en", "Kubernetes clusters and their schedulers"))) {
      assertThat(uris(search(searcher, "反向代理", Mode.BM25))).containsExactly("file:///mixed");
      assertThat(uris(search(searcher, "ingress controller", Mode.BM25)))
          .containsExactly("file:///mixed");
      assertThat(uris(search(searcher, "如何配置 kubernetes", Mode.BM25)))
          .containsExactly("file:///mixed", "file:///en");
      assertThat(uris(search(searcher, "ＫＵＢＥＲＮＥＴＥＳ", Mode.BM25)))
          .contains("file:///mixed", "file:///en");
    }
  }

  @Test
  void aChineseQuestionAlsoFindsEnglishPassages() throws IOException {
    try (Searcher searcher = Questions.of(root, document("en", "mill"), document("zh", "磨坊"))) {
      assertThat(uris(search(searcher, "磨坊", Mode.DENSE)))
          .containsExactly("file:///zh", "file:///en");
      assertThat(uris(search(searcher, "mill", Mode.DENSE)))
          .containsExactly("file:///en", "file:///zh");
    }
  }

  @Test
  void highlightsCoverMatchedWordsExactly() throws IOException {
    String text = "数据库的备份：使用 pg_dump 备份数据库和日志。";
    try (Searcher searcher =
        Questions.of(root, document("zh", text), document("en", "To be or not"))) {
      SearchHit hit = search(searcher, "数据库的日志在哪里", Mode.BM25).get(0);
      assertThat(hit.highlights().stream().map(span -> part(text, span)))
          .containsExactly("数据库的", "数据库", "日志");
      List<SearchHit> stopWords = search(searcher, "to be or not to be", Mode.HYBRID);
      assertThat(stopWords).isNotEmpty().allMatch(found -> found.highlights().isEmpty());
    }
  }

  @Test
  void filtersNarrowBothLists() throws IOException {
    List<String> groups = List.of("public");
    try (Searcher searcher =
        Questions.of(
            root,
            document(
                "wiki/a",
                groups,
                Map.of("created", "2024-03-01", "team", "search"),
                "text/html; charset=utf-8",
                "mill one"),
            document(
                "wiki/b",
                groups,
                Map.of("modified", "2025-06-01T10:00:00Z", "team", "graph"),
                "application/pdf",
                "mill two"),
            document("mail/c", groups, Map.of("created", "soon"), "text/plain", "mill 磨坊"))) {
      for (Mode mode : Mode.ofIndex()) {
        SearchRequest request = SearchRequest.of("mill").with(mode);
        assertThat(names(searcher, request, Filters.NONE)).containsExactly("a", "b", "c");
        assertThat(names(searcher, request, Filters.NONE.withLanguages(Set.of("zh"))))
            .containsExactly("c");
        assertThat(names(searcher, request, Filters.NONE.withMediaTypes(Set.of("text/html"))))
            .containsExactly("a");
        assertThat(names(searcher, request, Filters.NONE.withMediaTypes(Set.of("text/*"))))
            .containsExactly("a", "c");
        assertThat(names(searcher, request, Filters.NONE.withSources(Set.of("wiki"))))
            .containsExactly("a", "b");
        assertThat(names(searcher, request, Filters.NONE.withMetadata(Map.of("team", "graph"))))
            .containsExactly("b");
        assertThat(names(searcher, request, Filters.NONE.withMetadata(Map.of("team", "gra"))))
            .isEmpty();
        Instant day = Instant.parse("2024-03-01T00:00:00Z");
        assertThat(names(searcher, request, Filters.NONE.between(day, null)))
            .containsExactly("a", "b");
        assertThat(names(searcher, request, Filters.NONE.between(null, day))).isEmpty();
        assertThat(names(searcher, request, Filters.NONE.between(null, day.plusMillis(1))))
            .containsExactly("a");
        String excluded = Ids.document("file:///wiki/a");
        assertThat(names(searcher, request, Filters.NONE.without(Set.of(excluded))))
            .containsExactly("b", "c");
      }
    }
  }

  @Test
  void hostileQueriesAreAnswered() throws IOException {
    try (Searcher searcher = Questions.of(root, document("a", "mill"), document("zh", "磨坊"))) {
      StringBuilder many = new StringBuilder("mill ");
      for (int i = 0; many.length() < 100_000; i++) {
        many.append("word").append(i).append(" 字").append((char) ('一' + i % 9_000));
      }
      for (String query :
          List.of(
              many.toString(),
              "x".repeat(100_000),
              "?!…。（）",
              "🙂👩‍👩‍👧",
              "a\u0000b",
              "\ud800",
              "mill AND (OR \"*:*",
              "text_en:mill~2^9 TO]")) {
        for (Mode mode : Mode.ofIndex()) {
          assertThat(search(searcher, query, mode)).hasSizeLessThanOrEqualTo(2);
        }
      }
      assertThat(search(searcher, many.toString(), Mode.BM25)).isNotEmpty();
      assertThat(search(searcher, "?!", Mode.BM25)).isEmpty();
    }
    for (String blank : List.of("", " \t\u2003")) {
      assertThatThrownBy(() -> SearchRequest.of(blank)).hasMessageContaining("query is empty");
    }
    assertThatThrownBy(() -> SearchRequest.of("a").withK(0)).hasMessageContaining("k is 0");
  }

  @Test
  void aMissingEncoderIsNamed() throws IOException {
    Generations generations = new Generations(root);
    String id = Rows.write(generations, 1, SETTINGS, document("a", "mill")).generation();
    try (Searcher searcher =
        Searcher.open(generations.path(id), SearchSettings.DEFAULT, List.of())) {
      assertThat(search(searcher, "mill", Mode.BM25)).hasSize(1);
      assertThatThrownBy(() -> search(searcher, "mill", Mode.HYBRID))
          .hasMessageContaining("needs encoder small-en (fe)");
    }
    String none =
        Rows.write(generations, 1, IndexSettings.of(EncoderSet.NONE), document("a", "mill"))
            .generation();
    try (Searcher searcher =
        Searcher.open(generations.path(none), SearchSettings.DEFAULT, Questions.ENCODERS)) {
      assertThatThrownBy(() -> search(searcher, "mill", Mode.DENSE))
          .hasMessageContaining(none + " has none");
    }
  }

  @ParameterizedTest
  @EnumSource(VectorStorage.class)
  void graphSearchFindsNearlyAllNeighboursWithTheirCosines(VectorStorage storage)
      throws IOException {
    int size = 5_000;
    Document[] rows = new Document[size];
    for (int i = 0; i < size; i++) {
      rows[i] = document("d" + i, "passage " + i);
    }
    EncoderSet one = EncoderSet.ofAll(ENGLISH);
    Generations generations = new Generations(root);
    String id = Rows.write(generations, 1, IndexSettings.of(one).with(storage), rows).generation();
    try (Searcher searcher =
        Searcher.open(generations.path(id), SearchSettings.DEFAULT, Questions.ENCODERS)) {
      int found = 0;
      int questions = 20;
      for (int q = 0; q < questions; q++) {
        String query = "question " + q;
        float[] vector = Questions.vector(ENGLISH, query);
        List<String> exact =
            java.util.Arrays.stream(rows)
                .sorted(
                    java.util.Comparator.comparingDouble(
                        (Document row) -> -cosine(vector, row.chunks().get(0).textHash())))
                .limit(10)
                .map(Document::uri)
                .toList();
        for (SearchHit hit : search(searcher, query, Mode.DENSE)) {
          found += exact.contains(hit.uri()) ? 1 : 0;
          assertThat(hit.score()).isCloseTo(cosine(vector, Ids.text(hit.text())), within(1e-6));
        }
      }
      assertThat((double) found / (10 * questions)).isGreaterThanOrEqualTo(0.99);
    }
  }

  private static double cosine(float[] vector, String textHash) {
    float[] other = Rows.vector(textHash + ENGLISH.fingerprint());
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * other[i];
    }
    return sum;
  }

  private static List<SearchHit> search(Searcher searcher, String query, Mode mode)
      throws IOException {
    return searcher.search(SearchRequest.of(query).with(mode));
  }

  private static List<String> names(Searcher searcher, SearchRequest request, Filters filters)
      throws IOException {
    return searcher.search(request.with(filters)).stream()
        .map(hit -> hit.uri().substring(hit.uri().length() - 1))
        .sorted()
        .toList();
  }

  private static List<String> uris(List<SearchHit> hits) {
    return hits.stream().map(SearchHit::uri).toList();
  }

  private static List<String> chunks(List<SearchHit> hits) {
    return hits.stream().map(SearchHit::chunk).toList();
  }

  private static String part(String text, Highlight highlight) {
    return text.substring(highlight.start(), highlight.end());
  }
}
