package io.millrace.benchmark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextPeersTest {
  @Test
  void samplesEvenlyWithoutWhatIsLeftOut(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("%02d.%s".formatted(i, i % 2 == 0 ? "txt" : "pdf")), "x");
    }

    assertThat(TextPeers.sample(folder, 3, List.of(".pdf")))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("00.txt", "06.txt", "12.txt");
    assertThat(TextPeers.sample(folder, 50, List.of())).hasSize(20);
  }
}
