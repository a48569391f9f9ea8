package io.millrace.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OddFoldersTest {
  @Test
  void oneLargeText(@TempDir Path folder) throws Exception {
    Path file = OddFolders.largeText(folder.resolve("text"), 100_000).resolve("log.txt");

    assertThat(Files.size(file)).isBetween(100_000L, 100_200L);
    assertThat(Files.readString(file)).contains("\n\n").startsWith("1: the gauge");
    try (Stream<Path> files = Files.list(folder.resolve("text"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void manyDifferentNames(@TempDir Path folder) throws Exception {
    OddFolders.names(folder.resolve("names"), 25);

    Set<String> contents = new HashSet<>();
    try (Stream<Path> files = Files.list(folder.resolve("names"))) {
      for (Path file : files.toList()) {
        contents.add(Files.readString(file));
      }
    }
    assertThat(contents).hasSize(25);
  }
}
