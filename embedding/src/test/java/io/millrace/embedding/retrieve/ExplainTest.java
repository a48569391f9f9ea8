package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.CHINESE;
import static io.millrace.embedding.index.Rows.ENGLISH;
import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.table.Document;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainTest {
  @TempDir Path root;

  @Test
  void aHitThatLeadsTwoListsHasTheSharesOfBoth() throws IOException {
    try (Searcher searcher =
        Questions.of(root, document("a", "mill"), document("b", "mill of a river"))) {
      ExplainedHit first = searcher.explain(SearchRequest.of("mill")).get(0);
      // weights 1 and 1, rank constant 10: 1 / 11 from each
      assertThat(first.hit().score()).isCloseTo(2.0 / 11, within(1e-12));
      assertThat(first.lists()).hasSize(2);
      ListRank bm25 = first.lists().get(0);
      assertThat(bm25.list()).isEqualTo("bm25");
      assertThat(bm25.rank()).isEqualTo(1);
      assertThat(bm25.share()).isCloseTo(1.0 / 11, within(1e-12));
      double score = searcher.search(SearchRequest.of("mill").with(Mode.BM25)).get(0).score();
      assertThat(bm25.score()).isEqualTo(score);
      ListRank dense = first.lists().get(1);
      assertThat(dense.list()).isEqualTo("small-en");
      assertThat(dense.rank()).isEqualTo(1);
      assertThat(dense.score()).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theHitsAreThoseOfTheSearchAndSharesAddUp(Mode mode) throws IOException {
    Document[] rows = {
      document("a", "mill river", "the mill 磨坊"),
      document("b", "水车 磨坊", "mill river"),
      document("c", List.of("board"), "mill river", "river")
    };
    try (Searcher searcher = Questions.of(root, rows)) {
      for (String query : List.of("mill river", "磨坊 mill", "水车")) {
        SearchRequest request =
            SearchRequest.of(query)
                .with(mode)
                .withGraph(Questions.found(rows))
                .withGroups(Set.of("public", "board"));
        List<ExplainedHit> explained = searcher.explain(request);
        assertThat(explained.stream().map(ExplainedHit::hit)).isEqualTo(searcher.search(request));
        assertThat(explained)
            .isNotEmpty()
            .allSatisfy(
                hit ->
                    assertThat(hit.lists().stream().mapToDouble(ListRank::share).sum())
                        .isCloseTo(hit.hit().score(), within(1e-12)));
        // of a text that several have one copy is shown, whichever of them a list had
        assertThat(explained).allSatisfy(hit -> assertThat(hit.lists()).isNotEmpty());
      }
    }
  }

  @Test
  void wordsStandAsInTheTextEachOnceInOrder() throws IOException {
    String many = IntStream.range(0, 30).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    try (Searcher searcher =
        Questions.of(
            root,
            document("en", "Mills and a MILL, a mill by rivers"),
            document("zh", "数据库的备份：使用 pg_dump 备份数据库和日志。"),
            document("many", many))) {
      assertThat(words(searcher, "milling river")).containsExactly("Mills", "MILL", "rivers");
      assertThat(words(searcher, "数据库 备份")).containsExactly("数据库", "备份", "备份数据库");
      assertThat(words(searcher, many)).hasSize(20).startsWith("word0", "word1");
    }
  }

  @Test
  void theEncodersOfAQuestionAreKnownBeforeItIsAsked() throws IOException {
    try (Searcher searcher = Questions.of(root, document("a", "mill"))) {
      assertThat(searcher.encodersFor("mill", Mode.BM25)).isEmpty();
      assertThat(searcher.encodersFor("mill", Mode.HYBRID)).containsExactly(ENGLISH, CHINESE);
      assertThat(searcher.encodersFor("磨坊", Mode.DENSE)).containsExactly(ENGLISH, CHINESE);
    }
    FusionSettings own = FusionSettings.DEFAULT;
    SearchSettings settings =
        SearchSettings.DEFAULT.with(
            new FusionSettings(
                own.rankConstant(),
                own.depth(),
                own.english(),
                own.chinese(),
                own.mixed(),
                0,
                own.graph()));
    try (Searcher newest = Questions.newest(root);
        Searcher searcher =
            Searcher.open(root.resolve(newest.manifest().generation()), settings, List.of())) {
      assertThat(searcher.encodersFor("mill", Mode.HYBRID)).containsExactly(ENGLISH);
      assertThat(searcher.encodersFor("磨坊", Mode.HYBRID)).containsExactly(CHINESE);
    }
    Path without = root.resolve("without");
    try (Searcher searcher =
        Questions.of(without, IndexSettings.of(EncoderSet.NONE), document("a", "mill"))) {
      assertThat(searcher.encodersFor("mill", Mode.BM25)).isEmpty();
      assertThatThrownBy(() -> searcher.encodersFor("mill", Mode.HYBRID))
          .hasMessageContaining("has none");
    }
  }

  private static List<String> words(Searcher searcher, String query) throws IOException {
    return searcher.explain(SearchRequest.of(query).with(Mode.BM25)).get(0).words();
  }
}
