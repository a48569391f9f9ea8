package io.millrace.graph.element;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import io.millrace.graph.resolve.NormalName;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentEdgesTest {
  private static final BuiltInExtractor EXTRACTOR = new BuiltInExtractor(Dictionary.EMPTY);

  private static Passage passage(String chunk, int start, String text) {
    return new Passage(chunk, text, start, List.of(EXTRACTOR.extract(chunk, text)));
  }

  private static List<Edge> edges(Passage... passages) {
    DocumentEdges edges =
        new DocumentEdges("doc", List.of("public"), form -> "id of " + NormalName.name(form));
    for (Passage passage : passages) {
      edges.add(passage);
    }
    return edges.edges();
  }

  private static List<Edge> of(EdgeKind kind, List<Edge> edges) {
    return edges.stream().filter(edge -> edge.kind() == kind).toList();
  }

  @Test
  void aStatedFactHasItsSentenceAndSpansInTheDocument() {
    String text = "A note. Margaret Hamilton works for Acme Widgets Inc since 2019.";
    List<Edge> edges = edges(passage("c", 100, text));
    assertThat(of(EdgeKind.FACT, edges))
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.from()).isEqualTo("id of margaret hamilton");
              assertThat(fact.to()).isEqualTo("id of acme widgets");
              assertThat(fact.properties())
                  .containsEntry("type", "works_for")
                  .containsEntry("start", 108L)
                  .containsEntry("end", 100L + text.length())
                  .containsEntry("sentence", text.substring(8))
                  .containsEntry("object", "Acme Widgets Inc");
            });
    assertThat(of(EdgeKind.MENTIONS, edges))
        .filteredOn(edge -> edge.to().equals("id of margaret hamilton"))
        .singleElement()
        .satisfies(edge -> assertThat(edge.properties()).containsEntry("start", 108L));
    assertThat(of(EdgeKind.TOGETHER, edges)).isEmpty();
  }

  @Test
  void whatStandsInTwoPassagesCountsOnce() {
    String text = "总经理王海在北京会见了李明。";
    List<Edge> once = edges(passage("c", 0, text));
    List<Edge> twice = edges(passage("c", 0, text), passage("d", 0, text));
    assertThat(new HashSet<>(once)).isEqualTo(new HashSet<>(twice));
    assertThat(of(EdgeKind.TOGETHER, once)).isNotEmpty();
    assertThat(of(EdgeKind.MENTIONS, once))
        .allSatisfy(edge -> assertThat(edge.properties()).containsEntry("count", 1L));
  }

  @Test
  void anIdChangesWithAnythingThatIsSaid() {
    String text = "Josip Rodin lives in Croatia.";
    List<Edge> here = edges(passage("c", 0, text));
    List<Edge> later = edges(passage("c", 1, text));
    assertThat(here).isNotEmpty();
    assertThat(here.stream().map(Edge::id).distinct()).hasSameSizeAs(here);
    assertThat(here.stream().map(Edge::id).toList())
        .doesNotContainAnyElementsOf(later.stream().map(Edge::id).toList());
  }
}
