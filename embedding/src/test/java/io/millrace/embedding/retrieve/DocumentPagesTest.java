package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.rejected;
import static io.millrace.embedding.index.Rows.titled;
import static io.millrace.embedding.index.Rows.tombstone;
import static io.millrace.embedding.retrieve.Questions.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.RejectCode;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.Rows;
import io.millrace.embedding.index.StoredDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages about documents, rejects and the generation show. */
class DocumentPagesTest {
  private static final List<String> EVERYONE = List.of("public");

  @TempDir Path root;

  @Test
  void aDocumentHasAllOfItsPassagesInOrder() throws IOException {
    Document row = titled(document("a", "zebra", "apple", "磨坊", "apple"), "磨坊 Mill", "First", "其他");
    try (Searcher searcher = Questions.of(root, document("b", "x"), row, document("c", "y"))) {
      FoundDocument found = searcher.document(row.docId(), PUBLIC, Filters.NONE).orElseThrow();
      assertThat(found.document().title()).isEqualTo("磨坊 Mill");
      assertThat(found.document().text()).isEqualTo(row.text());
      assertThat(found.passages().stream().map(FoundDocument.Passage::chunk))
          .containsExactlyElementsOf(row.chunks().stream().map(Chunk::chunkId).toList());
      assertThat(found.passages().get(2))
          .isEqualTo(
              new FoundDocument.Passage(
                  row.chunks().get(2).chunkId(), 2, 12, 14, 7, List.of("Part", "其他"), "zh", ""));
      Filters chinese = Filters.NONE.withLanguages(Set.of("zh"));
      assertThat(searcher.document(row.docId(), PUBLIC, chinese)).contains(found);
    }
  }

  @Test
  void aDocumentThatMayNotBeSeenIsNotThere() throws IOException {
    Document open = document("wiki/open", "mill");
    Document closed = document("closed", List.of("board"), "vault");
    Document rejected = rejected("bad", EVERYONE, 1, RejectCode.CORRUPT, "damaged");
    try (Searcher searcher = Questions.of(root, open, closed, rejected)) {
      Filters none = Filters.NONE;
      assertThat(searcher.document(open.docId(), PUBLIC, none)).isPresent();
      assertThat(searcher.document(closed.docId(), Set.of("board"), none)).isPresent();
      assertThat(searcher.document(closed.docId(), PUBLIC, none)).isEmpty();
      assertThat(searcher.document(open.docId(), Set.of(), none)).isEmpty();
      assertThat(searcher.document("0".repeat(32), PUBLIC, none)).isEmpty();
      assertThat(searcher.document("x".repeat(100_000), PUBLIC, none)).isEmpty();
      assertThat(searcher.document(rejected.docId(), PUBLIC, none)).isEmpty();
      for (Filters other :
          List.of(
              none.without(Set.of(open.docId())),
              none.withSources(Set.of("mail")),
              none.withLanguages(Set.of("zh")),
              none.withMediaTypes(Set.of("text/html")))) {
        assertThat(searcher.document(open.docId(), PUBLIC, other)).isEmpty();
      }
    }
  }

  @Test
  void copiesAreOtherDocumentsOfTheSameBytes() throws IOException {
    Document one = titled(document("one", "the same 磨坊"), null);
    Document two = titled(document("wiki/two", "the same 磨坊"), "Two");
    Document empty = document("empty1");
    Document[] rows = new Document[64];
    for (int i = 0; i < 60; i++) {
      rows[i] = document("many" + i, "many");
    }
    rows[60] = one;
    rows[61] = two;
    rows[62] = empty;
    rows[63] = document("empty2");
    try (Searcher searcher = Questions.of(root, rows)) {
      StoredDocument first = stored(searcher, one);
      assertThat(searcher.copies(first, PUBLIC, Filters.NONE))
          .containsExactly(new Copy(two.docId(), "file:///wiki/two", "Two"));
      assertThat(searcher.copies(stored(searcher, two), PUBLIC, Filters.NONE))
          .containsExactly(new Copy(one.docId(), "file:///one", null));
      assertThat(searcher.copies(first, PUBLIC, Filters.NONE.without(Set.of(two.docId()))))
          .isEmpty();
      assertThat(searcher.copies(first, PUBLIC, Filters.NONE.withSources(Set.of("mail"))))
          .isEmpty();
      assertThat(searcher.copies(stored(searcher, empty), PUBLIC, Filters.NONE)).isEmpty();
      List<Copy> many = searcher.copies(stored(searcher, rows[0]), PUBLIC, Filters.NONE);
      assertThat(many).hasSize(50).doesNotHaveDuplicates();
      assertThat(many.stream().map(Copy::document)).isSorted();
    }
  }

  @Test
  void contentsAreWhatMayBeSeen() throws IOException {
    try (Searcher searcher =
        Questions.of(
            root,
            document("wiki/a", "one", "two", "磨坊"),
            document("b", "水车"),
            document("c", "three"),
            document("closed", List.of("board"), "four"),
            rejected("bad", EVERYONE, 1, RejectCode.CORRUPT, "damaged"))) {
      assertThat(searcher.contents(PUBLIC, Filters.NONE))
          .isEqualTo(new Contents(3, 5, List.of(new ValueCount("en", 2), new ValueCount("zh", 1))));
      assertThat(searcher.contents(PUBLIC, Filters.NONE.withSources(Set.of("wiki"))))
          .isEqualTo(new Contents(1, 3, List.of(new ValueCount("en", 1))));
      assertThat(searcher.contents(Set.of(), Filters.NONE))
          .isEqualTo(new Contents(0, 0, List.of()));
      searcher.check();
    }
  }

  @Test
  void rejectsFollowTheirDocuments() throws IOException {
    Generations generations = new Generations(root);
    IndexSettings settings = IndexSettings.of(BOTH);
    Document first = rejected("wiki/a", EVERYONE, 1, RejectCode.CORRUPT, "损坏的文件");
    Rows.write(
        generations,
        1,
        settings,
        first,
        rejected("b", EVERYONE, 1, RejectCode.TIMEOUT, "slow"),
        rejected("c", EVERYONE, 1, RejectCode.TIMEOUT, "slow"),
        rejected("closed", List.of("board"), 1, RejectCode.NO_TEXT, "a scan"),
        document("d", "mill"));
    try (Searcher searcher = Questions.newest(root)) {
      Rejects rejects = searcher.rejects(PUBLIC, Set.of(), 10);
      assertThat(rejects.codes())
          .containsExactly(new ValueCount("TIMEOUT", 2), new ValueCount("CORRUPT", 1));
      assertThat(rejects.newest())
          .hasSize(3)
          .contains(
              new Rejects.Entry(first.docId(), "file:///wiki/a", "CORRUPT", "损坏的文件", 1, "wiki"));
      assertThat(searcher.rejects(PUBLIC, Set.of(first.docId()), 10).codes())
          .containsExactly(new ValueCount("TIMEOUT", 2));
      for (Mode mode : Mode.ofIndex()) {
        SearchRequest request = SearchRequest.of("damaged 损坏 slow mill bad").with(mode);
        assertThat(searcher.search(request).stream().map(SearchHit::uri))
            .containsExactly("file:///d");
      }
      assertThat(searcher.suggest("title", PUBLIC, Filters.NONE, 10)).hasSize(1);
    }
    Rows.write(
        generations,
        2,
        settings,
        tombstone("wiki/a"),
        document("b", "readable at last"),
        rejected("d", EVERYONE, 2, RejectCode.ENCRYPTED, "password"));
    try (Searcher searcher = Questions.newest(root)) {
      Rejects rejects = searcher.rejects(PUBLIC, Set.of(), 10);
      assertThat(rejects.newest().stream().map(Rejects.Entry::uri))
          .containsExactly("file:///d", "file:///c");
      assertThat(searcher.rejects(PUBLIC, Set.of(), 1).newest()).hasSize(1);
      assertThat(searcher.rejects(PUBLIC, Set.of(), 1).codes()).hasSize(2);
      assertThat(searcher.search(SearchRequest.of("mill").with(Mode.BM25))).isEmpty();
      assertThat(searcher.contents(PUBLIC, Filters.NONE).documents()).isEqualTo(1);
    }
  }

  @Test
  void anOlderFormatIsSearchedAndSaysWhatItLacks() throws IOException {
    Document row = document("a", "mill");
    String id = Rows.write(new Generations(root), 1, IndexSettings.of(BOTH), row).generation();
    Path file = root.resolve(id).resolve("generation.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 2", "\"format\" : 1"));
    try (Searcher searcher = Questions.newest(root)) {
      SearchRequest request = SearchRequest.of("mill");
      assertThat(searcher.explain(request)).hasSize(1);
      StoredDocument stored = stored(searcher, row);
      Filters chinese = Filters.NONE.withLanguages(Set.of("zh"));
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> searcher.facets(request),
              () -> searcher.suggest("mi", PUBLIC, Filters.NONE, 10),
              () -> searcher.copies(stored, PUBLIC, Filters.NONE),
              () -> searcher.contents(PUBLIC, Filters.NONE),
              () -> searcher.rejects(PUBLIC, Set.of(), 10),
              () -> searcher.document(row.docId(), PUBLIC, chinese))) {
        assertThatThrownBy(call)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageMatching(
                "Cannot [a-z ]+: generation "
                    + id
                    + " has format 1, but format 2 is needed; run 'millrace index'");
      }
    }
  }

  private static StoredDocument stored(Searcher searcher, Document row) throws IOException {
    return searcher.document(row.docId(), PUBLIC, Filters.NONE).orElseThrow().document();
  }
}
