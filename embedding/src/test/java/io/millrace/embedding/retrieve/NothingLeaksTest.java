package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.rejected;
import static io.millrace.embedding.index.Rows.titled;
import static io.millrace.embedding.retrieve.Questions.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.table.Document;
import io.millrace.core.table.RejectCode;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever may not see some documents is answered as if there were none: by what pages show exactly
 * as by a generation that never had them, whether groups or an exclusion hide them.
 */
class NothingLeaksTest {
  private static final List<String> BOARD = List.of("board");

  private static final List<Document> OPEN =
      List.of(
          titled(document("wiki/a", "mill on the river", "the same text"), "Mill", "River mills"),
          titled(document("wiki/b", "磨坊 与 河流"), "磨坊", "河流"),
          document("wiki/same1", "the very same file of a mill"),
          document("wiki/same2", "the very same file of a mill"),
          rejected("wiki/bad", List.of("public"), 1, RejectCode.CORRUPT, "damaged"));

  @TempDir Path root;

  private static List<Document> hidden(List<String> groups) {
    return List.of(
        titled(
            document(
                "canarysource/a",
                groups,
                Map.of("date", "1999-01-01", "team", "canary"),
                "application/x-canary",
                "mill of the canary",
                "the same text",
                "磨坊 金丝雀"),
            "Mill of the canary",
            "River of the canary"),
        titled(document("canarysource/b", groups, "磨坊 金丝雀"), "磨坊 金丝雀", "河流 金丝雀"),
        titled(document("wiki/canary", groups, "the very same file of a mill"), "Canary copy"),
        titled(document("wiki/canary2", groups, "mill"), "Mill"),
        rejected("wiki/canarybad", groups, 1, RejectCode.ENCRYPTED, "canary"));
  }

  @Test
  void groupsHideEverything() throws IOException {
    check(hidden(BOARD), Filters.NONE);
    check(hidden(List.of()), Filters.NONE);
  }

  @Test
  void anExclusionHidesEverything() throws IOException {
    List<Document> hidden = hidden(List.of("public"));
    check(
        hidden,
        Filters.NONE.without(hidden.stream().map(Document::docId).collect(Collectors.toSet())));
  }

  @Test
  void exclusionsMayDifferFromOneRequestToTheNext() throws IOException {
    Document[] rows = new Document[30];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = document("d" + i, "mill " + i);
    }
    IndexSettings three = IndexSettings.of(BOTH).withShards(3);
    Generations generations = new Generations(root);
    Rows.write(generations, 1, three, rows);
    Rows.write(generations, 2, three, document("d0", "mill again"), document("new", "mill"));
    try (Searcher searcher = Questions.newest(root)) {
      SearchRequest request = SearchRequest.of("mill").with(Mode.BM25).withK(100);
      for (int i = 0; i < rows.length; i++) {
        Set<String> one = Set.of(rows[i].docId(), "unknown", rows[(i + 7) % 30].docId());
        assertThat(searcher.search(request.with(Filters.NONE.without(one))))
            .hasSize(29)
            .noneMatch(hit -> one.contains(hit.document()));
        assertThat(searcher.search(request)).hasSize(31);
      }
    }
  }

  private void check(List<Document> hidden, Filters filters) throws IOException {
    List<Document> all = new ArrayList<>(hidden);
    all.addAll(OPEN);
    Path folder = root.resolve("all" + filters.hashCode() + hidden.get(0).groups());
    try (Searcher open = Questions.of(folder.resolve("open"), OPEN.toArray(Document[]::new));
        Searcher both = Questions.of(folder.resolve("both"), all.toArray(Document[]::new))) {
      List<Object> expected = answers(open, hidden, Filters.NONE);
      List<Object> found = answers(both, hidden, filters);
      assertThat(found).isEqualTo(expected);
      String json = new ObjectMapper().writeValueAsString(expected);
      assertThat(json).contains("River mills", "CORRUPT", "wiki/same2", "\"zh\"");
      assertThat(explained(both, filters)).isNotEmpty().noneMatch(text -> text.contains("anary"));
    }
  }

  /**
   * All that does not depend on statistics of words, which count documents that nobody sees too.
   */
  private static List<Object> answers(Searcher searcher, List<Document> hidden, Filters filters)
      throws IOException {
    List<Object> answers = new ArrayList<>();
    for (String query : List.of("mill", "canary", "磨坊", "金丝雀", "river 河流")) {
      SearchRequest request = SearchRequest.of(query).with(filters);
      answers.add(searcher.facets(request));
      answers.add(searcher.facets(request.with(filters.withSources(Set.of("wiki")))));
      answers.add(searcher.facets(request.with(filters.withLanguages(Set.of("zh")))));
      answers.add(searcher.facets(request.with(filters.withMediaTypes(Set.of("text/*")))));
    }
    for (String typed : List.of("m", "mill", "river", "ca", "磨", "河流", "金丝", "title", "copy")) {
      answers.add(searcher.suggest(typed, PUBLIC, filters, 100));
    }
    List<Document> rows = new ArrayList<>(OPEN);
    rows.addAll(hidden);
    for (Document row : rows) {
      answers.add(searcher.document(row.docId(), PUBLIC, filters));
    }
    FoundDocument copied = searcher.document(OPEN.get(2).docId(), PUBLIC, filters).orElseThrow();
    answers.add(searcher.copies(copied.document(), PUBLIC, filters));
    answers.add(searcher.contents(PUBLIC, filters));
    answers.add(searcher.contents(PUBLIC, filters.withLanguages(Set.of("zh"))));
    answers.add(searcher.rejects(PUBLIC, filters.excludedDocuments(), 100));
    return answers;
  }

  private static List<String> explained(Searcher searcher, Filters filters) throws IOException {
    List<String> found = new ArrayList<>();
    for (String query : List.of("mill canary", "磨坊 金丝雀", "the same text")) {
      for (Mode mode : Mode.ofIndex()) {
        SearchRequest request = SearchRequest.of(query).with(mode).with(filters).withK(100);
        searcher.explain(request).forEach(hit -> found.add(hit.toString()));
      }
    }
    return found;
  }
}
