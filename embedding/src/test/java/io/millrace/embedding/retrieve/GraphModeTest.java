package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Document;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the graph ranked, among what may be seen of a generation. */
class GraphModeTest {
  private static final Document MILL = document("mill", "The mill by the river");
  private static final Document COPY = document("copy", "The mill by the river");
  private static final Document CHINESE = document("zh", "河边的磨坊");
  private static final Document BOARD = document("board", List.of("board"), "The mill is sold");
  private static final Document OTHER = document("other", "Nothing of it");

  @TempDir Path root;
  private Searcher searcher;

  @BeforeEach
  void open() throws IOException {
    IndexSettings settings = IndexSettings.of(EncoderSet.ofAll(Rows.ENGLISH));
    searcher = Questions.of(root, settings, MILL, COPY, CHINESE, BOARD, OTHER);
  }

  @AfterEach
  void close() throws IOException {
    searcher.close();
  }

  private static RankedPassage ranked(Document document, double score) {
    return new RankedPassage(document.chunks().get(0).chunkId(), score);
  }

  private static SearchRequest request(Mode mode, RankedPassage... graph) {
    return SearchRequest.of("mill").with(mode).withGraph(List.of(graph));
  }

  private List<String> found(SearchRequest request) throws IOException {
    return searcher.search(request).stream().map(SearchHit::uri).toList();
  }

  @Test
  void theGraphsOrderIsKept() throws IOException {
    SearchRequest request =
        request(Mode.GRAPH, ranked(MILL, 1), ranked(OTHER, 3), ranked(CHINESE, 2));
    assertThat(found(request)).containsExactly("file:///other", "file:///zh", "file:///mill");
    assertThat(searcher.search(request).get(0).score()).isEqualTo(3);
    assertThat(found(request.withK(2))).containsExactly("file:///other", "file:///zh");
  }

  @Test
  void onlyWhatMayBeSeenAndPassesTheFiltersIsFound() throws IOException {
    SearchRequest request =
        request(
            Mode.GRAPH,
            ranked(BOARD, 9),
            new RankedPassage("of an older revision", 8),
            ranked(CHINESE, 2),
            ranked(OTHER, 1));
    assertThat(found(request)).containsExactly("file:///zh", "file:///other");
    assertThat(found(request.withGroups(Set.of("board")))).containsExactly("file:///board");
    assertThat(found(request.with(Filters.NONE.withLanguages(Set.of("zh")))))
        .containsExactly("file:///zh");
    assertThat(found(request.with(Filters.NONE.without(Set.of(CHINESE.docId())))))
        .containsExactly("file:///other");
  }

  @Test
  void copiesAreOneHit() throws IOException {
    SearchRequest request = request(Mode.GRAPH, ranked(MILL, 2), ranked(COPY, 1));
    assertThat(found(request)).hasSize(1);
    assertThat(found(request.with(Copies.KEEP))).containsExactly("file:///mill", "file:///copy");
  }

  @Test
  void theListsAreFused() throws IOException {
    assertThat(searcher.search(request(Mode.GRAPH))).isEmpty();
    assertThat(searcher.search(request(Mode.HYBRID_GRAPH)))
        .isNotEmpty()
        .isEqualTo(searcher.search(request(Mode.HYBRID)));
    List<ExplainedHit> fused = searcher.explain(request(Mode.HYBRID_GRAPH, ranked(OTHER, 5)));
    ExplainedHit other =
        fused.stream()
            .filter(each -> each.hit().uri().equals("file:///other"))
            .findFirst()
            .orElseThrow();
    ListRank last = other.lists().get(other.lists().size() - 1);
    double share = FusionSettings.DEFAULT.graph() / (FusionSettings.DEFAULT.rankConstant() + 1);
    assertThat(last).isEqualTo(new ListRank("graph", 1, 5, share));
    assertThat(other.lists().stream().mapToDouble(ListRank::share).sum())
        .isEqualTo(other.hit().score());
    assertThat(found(request(Mode.HYBRID, ranked(OTHER, 5))))
        .isEqualTo(found(request(Mode.HYBRID)));
  }
}
