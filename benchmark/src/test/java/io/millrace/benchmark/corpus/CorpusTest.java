package io.millrace.benchmark.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final int DOCUMENTS = 400;

  @TempDir static Path folder;
  private static Corpus.Made made = new Corpus.Made(0, 0, 0, 0, Map.of());

  @BeforeAll
  static void makeOne() throws IOException {
    made = corpus(1).write(folder.resolve("one"), DOCUMENTS, Long.MAX_VALUE);
  }

  private static Corpus corpus(long seed) throws IOException {
    return Corpus.open(new Corpus.Config(List.of(SAMPLES), seed, 1_500));
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    corpus(1).write(folder.resolve("again"), DOCUMENTS, Long.MAX_VALUE);
    corpus(2).write(folder.resolve("other"), DOCUMENTS, Long.MAX_VALUE);

    Map<String, String> one = files(folder.resolve("one"));
    assertThat(one).hasSize(DOCUMENTS).isEqualTo(files(folder.resolve("again")));
    Set<String> other = new HashSet<>(files(folder.resolve("other")).values());
    assertThat(Collections.disjoint(one.values(), other)).isTrue();
  }

  @Test
  void fewerDocumentsAreTheBeginningOfMore() throws Exception {
    Corpus.Made half = corpus(1).write(folder.resolve("half"), DOCUMENTS, made.bytes() / 2);

    assertThat(half.documents()).isBetween(DOCUMENTS / 4, DOCUMENTS * 3 / 4);
    assertThat(half.bytes()).isGreaterThanOrEqualTo(made.bytes() / 2);
    assertThat(files(folder.resolve("one"))).containsAllEntriesOf(files(folder.resolve("half")));
  }

  @Test
  void documentsVaryAsInLife() throws Exception {
    Map<String, String> files = files(folder.resolve("one"));

    // 5 % each; 3 standard deviations of a binomial count of 400 are 13
    assertThat(made.copies()).isBetween(7, 33);
    assertThat(made.edits()).isBetween(7, 33);
    assertThat(new HashSet<>(files.values())).hasSize(DOCUMENTS - made.copies());
    assertThat(made.byFormat()).containsOnlyKeys("html", "md", "txt", "docx", "xlsx", "pdf");
    assertThat(made.byFormat().values()).allMatch(count -> count >= 10);
    List<Integer> sizes = files.values().stream().map(String::length).sorted().toList();
    assertThat(sizes.get(DOCUMENTS * 9 / 10)).isGreaterThan(2 * sizes.get(DOCUMENTS / 2));
    Map<Path, Long> folders =
        files.keySet().stream()
            .collect(
                Collectors.groupingBy(file -> Path.of(file).getParent(), Collectors.counting()));
    assertThat(folders.values()).allMatch(count -> count <= 60);
    String pages =
        files.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".html"))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining());
    assertThat(pages).contains("lang=\"zh\"").contains("lang=\"en\"").contains("dcterms.created");
  }

  @Test
  void officeFilesAreWellFormed() throws Exception {
    int parsed = 0;
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (Map.Entry<String, String> file : files(folder.resolve("one")).entrySet()) {
      if (file.getKey().endsWith(".docx") || file.getKey().endsWith(".xlsx")) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.ISO_8859_1);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
          Map<String, byte[]> parts = new HashMap<>();
          for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            parts.put(entry.getName(), zip.readAllBytes());
          }
          assertThat(parts).containsKeys("[Content_Types].xml", "docProps/core.xml");
          for (byte[] part : parts.values()) {
            builder.parse(new ByteArrayInputStream(part));
            parsed++;
          }
        }
      }
    }
    assertThat(parsed).isGreaterThan(300);
  }

  @Test
  void theTableOfAPdfPointsAtItsObjects() throws Exception {
    Pattern entry = Pattern.compile("(\\d{10}) 00000 n ");
    int objects = 0;
    for (Map.Entry<String, String> file : files(folder.resolve("one")).entrySet()) {
      if (file.getKey().endsWith(".pdf")) {
        String pdf = file.getValue();
        String start = pdf.substring(pdf.lastIndexOf("startxref\n") + 10, pdf.length() - 7);
        String table = pdf.substring(Integer.parseInt(start));
        assertThat(table).startsWith("xref\n0 ");
        Matcher entries = entry.matcher(table);
        for (int number = 1; entries.find(); number++) {
          String object = number + " 0 obj\n";
          int at = Integer.parseInt(entries.group(1));
          assertThat(pdf.substring(at, at + object.length())).isEqualTo(object);
          objects++;
        }
      }
    }
    assertThat(objects).isGreaterThan(100);
  }

  @Test
  void rewritingChangesOneDocument() throws Exception {
    Path root = folder.resolve("worked-on");
    Corpus corpus = corpus(1);
    corpus.write(root, 50, Long.MAX_VALUE);
    Map<String, String> before = files(root);

    corpus.rewrite(root, 7, 1);

    Map<String, String> after = files(root);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.entrySet()).filteredOn(file -> !before.entrySet().contains(file)).hasSize(1);
  }

  @Test
  void aFolderWithFilesIsLeftAlone() {
    assertThatThrownBy(() -> corpus(1).write(folder.resolve("one"), 1, Long.MAX_VALUE))
        .hasMessageContaining("not empty");
  }
}
