package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who sees what, in every mode. */
class GroupsTest {
  @TempDir Path root;

  @ParameterizedTest
  @EnumSource(Mode.class)
  void groupsAreAFilterInEveryMode(Mode mode) throws IOException {
    Document[] rows = {
      document("open", List.of("public"), "canary in the open mine"),
      document("closed", List.of("board", "audit"), "canary in the closed vault"),
      document("nobody", List.of(), "canary that nobody may see")
    };
    try (Searcher searcher = Questions.of(root, rows)) {
      SearchRequest request =
          SearchRequest.of("canary").with(mode).withGraph(Questions.found(rows));
      assertThat(uris(searcher.search(request))).containsExactly("file:///open");
      assertThat(uris(searcher.search(request.withGroups(Set.of("audit")))))
          .containsExactly("file:///closed");
      assertThat(uris(searcher.search(request.withGroups(Set.of("public", "board")))))
          .containsExactlyInAnyOrder("file:///open", "file:///closed");
      assertThat(searcher.search(request.withGroups(Set.of()))).isEmpty();
      assertThat(searcher.search(request.withGroups(Set.of("other")))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRestrictedCopyNeitherHidesNorBetraysAnOpenOne(Mode mode) throws IOException {
    List<Document> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(document("open" + i, List.of("public"), "the same canary text", "other " + i));
      rows.add(document("closed" + i, List.of("board"), "the same canary text"));
    }
    Document[] all = rows.toArray(Document[]::new);
    try (Searcher searcher = Questions.of(root, all)) {
      SearchRequest request =
          SearchRequest.of("the same canary text")
              .with(mode)
              .withGraph(Questions.found(all))
              .withK(5);
      for (String group : List.of("public", "board")) {
        List<SearchHit> hits = searcher.search(request.withGroups(Set.of(group)));
        List<SearchHit> copies =
            hits.stream().filter(hit -> hit.text().equals("the same canary text")).toList();
        assertThat(copies).hasSize(1);
        String smallest =
            rows.stream()
                .filter(row -> row.groups().contains(group))
                .map(row -> row.chunks().get(0).chunkId())
                .min(String::compareTo)
                .orElseThrow();
        assertThat(copies.get(0).chunk()).isEqualTo(smallest);
      }
      assertThat(searcher.search(request.with(Copies.KEEP)))
          .hasSize(5)
          .allMatch(hit -> hit.text().equals("the same canary text"));
    }
  }

  private static List<String> uris(List<SearchHit> hits) {
    return hits.stream().map(SearchHit::uri).toList();
  }
}
