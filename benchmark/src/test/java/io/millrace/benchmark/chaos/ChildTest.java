package io.millrace.benchmark.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  @TempDir Path folder;

  private Child shell(String script) throws IOException {
    return Child.start(List.of("/bin/sh", "-c", script), Map.of(), Signals.start(), folder);
  }

  @Test
  void aFrozenProcessStandsStillUntilItIsThawed() throws Exception {
    try (Child child = shell("while [ ! -e " + folder + "/go ]; do sleep 0.01; done; exit 7")) {
      assertThat(child.freeze()).isTrue();
      Files.createFile(folder.resolve("go"));
      assertThat(state(child)).startsWith("T");
      child.thaw();
      assertThat(child.await().exitCode()).isEqualTo(7);
      assertThat(child.freeze()).isFalse();
    }
  }

  private static String state(Child child) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", "" + child.pid()).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void onlyAParserIsAParser() throws Exception {
    // the shell's own command line, which its children have at first, does not hold the name
    try (Child child =
        shell("sleep 60 & sh -c 'sleep 60; :' org.apache.tika.pipes.Pipes''Server & wait")) {
      List<ProcessHandle> parsers = child.parsers();
      while (parsers.isEmpty()) {
        parsers = child.parsers();
      }
      assertThat(parsers).hasSize(1);
    }
  }

  @Test
  void theFilesThatAProcessHasOpenAreSeen() throws Exception {
    Path lock = Files.createFile(folder.resolve("lock"));
    try (Child child = shell("exec 3<" + lock + "; sleep 60; :")) {
      while (!child.hasOpen(lock)) {
        Thread.onSpinWait();
      }
      assertThat(child.hasOpen(Files.createFile(folder.resolve("other")))).isFalse();
    }
  }
}
