package io.millrace.ingestion.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceListerTest {
  private static final String ODD = "a%20b/%E6%96%87%231%25.txt";

  @TempDir Path temporary;
  private Path root;
  private String base;

  @BeforeEach
  void files() throws IOException {
    root = temporary.toRealPath().resolve("s");
    base = "file://" + root + "/";
    Files.createDirectories(root.resolve("a b"));
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve("a b/文#1%.txt"), "x");
    Files.writeString(root.resolve("p.txt"), "pp");
    for (String ignored : List.of("Thumbs.db", ".~lock.a#", "~$a.docx", ".git/config")) {
      Files.writeString(root.resolve(ignored), "x");
    }
    Files.createSymbolicLink(root.resolve("loop"), Path.of("../s"));
    Files.createSymbolicLink(root.resolve("link.txt"), Path.of("p.txt"));
    Files.createSymbolicLink(root.resolve("dead"), Path.of("nowhere"));
  }

  private static List<String> uris(String... locations) {
    return SourceLister.list(List.of(locations)).files().stream().map(ListedFile::uri).toList();
  }

  @Test
  void listsEveryFileOnceUnderItsCanonicalUri() {
    Listing listing = SourceLister.list(List.of(root.toString(), root + "/a b", base + "a%20b"));
    assertThat(listing.files())
        .containsExactly(new ListedFile(base + ODD, 1), new ListedFile(base + "p.txt", 2));
    assertThat(listing.skipped()).isEqualTo(5);
    assertThat(listing.warnings()).containsExactly("the link " + base + "dead leads nowhere");
  }

  @Test
  void takesAnySpelling() {
    String path = root.toString();
    assertThat(uris(path + "/a b/文#1%.txt")).containsExactly(base + ODD);
    assertThat(uris("file:" + path + "/a%20b/%e6%96%87%231%25.txt")).containsExactly(base + ODD);
    assertThat(uris("FILE://localhost" + path + "/./p.txt")).containsExactly(base + "p.txt");
    assertThat(uris(path + "/link.txt")).containsExactly(base + "p.txt");
    assertThat(CanonicalUri.of(path + "/gone 文.txt")).isEqualTo(base + "gone%20%E6%96%87.txt");
    assertThat(CanonicalUri.displayPath(base + ODD)).isEqualTo(path + "/a b/文#1%.txt");
  }

  @Test
  void expandsGlobs() {
    assertThat(uris(root + "/*.txt")).containsExactly(base + "p.txt");
    assertThat(uris(root + "/**/*.txt")).contains(base + ODD);
    assertThat(uris(root + "/a*")).containsExactly(base + ODD);
  }

  @Test
  void whatIsNotThereFailsTheListing() {
    assertThatThrownBy(() -> uris(root + "/nope"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(root + "/nope");
    assertThatThrownBy(() -> uris(root + "/*.zip")).hasMessageContaining("*.zip");
    assertThatThrownBy(() -> uris("file://other/x")).hasMessageContaining("host other");
  }
}
