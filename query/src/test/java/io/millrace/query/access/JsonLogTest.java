package io.millrace.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLogTest {
  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name + "-" + LocalDate.now(ZoneOffset.UTC) + ".log");
  }

  @Test
  void aLineIsThereAtOnceAndNoValueMakesAnother() throws IOException {
    try (JsonLog log = JsonLog.open(folder, "access")) {
      log.write(Map.of("who", "a\n{\"who\":\"b\"}"));
      log.write(Map.of("who", "林梅"));
      List<String> lines = Files.readAllLines(file("access"));
      assertThat(lines).hasSize(2);
      assertThat(new ObjectMapper().readTree(lines.get(0)).path("who").asText())
          .isEqualTo("a\n{\"who\":\"b\"}");
    }
    try (JsonLog log = JsonLog.open(folder, "access")) {
      log.write(Map.of("who", "c"));
      assertThat(Files.readAllLines(file("access"))).hasSize(3);
    }
  }

  @Test
  void aLineThatCannotBeWrittenIsAnError() throws IOException {
    Files.createSymbolicLink(file("audit"), Path.of("/dev/full"));
    try (JsonLog log = JsonLog.open(folder, "audit")) {
      assertThatThrownBy(() -> log.write(Map.of("who", "a")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(log.isBroken()).isTrue();
      assertThat(log.lost()).isEqualTo(1);
    }
  }

  @Test
  void onlyItsOwnOldFilesAreRemoved() throws IOException {
    Path old = Files.createFile(folder.resolve("access-2020-01-01.log"));
    Path other = Files.createFile(folder.resolve("audit-2020-01-01.log"));
    Path users = Files.createFile(folder.resolve("access-notes.log"));
    JsonLog.open(folder, "access").close();
    assertThat(old).doesNotExist();
    assertThat(other).exists();
    assertThat(users).exists();
  }

  @Test
  void aLineThatWasCutOffDoesNotTakeTheNextOneWithIt() throws IOException {
    Files.writeString(file("audit"), "{\"who\":\"a\"}\n{\"who\":\"b");
    try (JsonLog log = JsonLog.open(folder, "audit")) {
      log.write(Map.of("who", "c"));
      log.write(Map.of("who", "d"));
    }
    assertThat(Files.readAllLines(file("audit")))
        .containsExactly("{\"who\":\"a\"}", "{\"who\":\"b", "{\"who\":\"c\"}", "{\"who\":\"d\"}");
  }
}
