package io.millrace.benchmark.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bugs that {@code planted/chaos} plants still fit the sources. */
class PlantedBugsTest {
  static Stream<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("planted"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void itFits(Path patch) throws Exception {
    Process check =
        new ProcessBuilder("git", "apply", "--check", patch.toAbsolutePath().toString())
            .directory(Path.of("..").toFile())
            .inheritIO()
            .start();
    assertThat(check.waitFor()).isZero();
  }
}
