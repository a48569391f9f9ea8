package io.millrace.benchmark.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  private static final Path SAMPLES = Path.of("../samples/documents");

  @TempDir Path folder;

  private SortedMap<String, String> shown(long seed, int night) throws IOException {
    Path place = folder.resolve("source");
    Corpus.of(SAMPLES, 3, seed).show(place, night);
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(place)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            place.relativize(file) + " " + Files.getLastModifiedTime(file), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void theSameSeedGivesTheSameNightsAndEachNightDiffers() throws IOException {
    SortedMap<String, String> second = shown(4, 2);

    assertThat(shown(4, 2)).isEqualTo(second).hasSize(20);
    assertThat(shown(4, 1)).hasSize(20).isNotEqualTo(second);
    assertThat(shown(5, 2)).isNotEqualTo(second);
  }
}
