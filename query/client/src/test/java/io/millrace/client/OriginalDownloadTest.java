package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalDownloadTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private ScriptedService service;
  private MillraceClient client;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
    client = new MillraceClient(ClientSettings.of(service.uri()));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void savesTheWholeFile() throws IOException {
    service.thenBusy(503, "0").then(200, "内容");
    Path target = folder.resolve("手册.pdf");
    Files.writeString(target, "what was there before");

    assertThat(client.original(ID, target)).contains(target);

    assertThat(target).hasContent("内容");
    assertThat(files()).containsExactly(target);
    assertThat(service.asked.get(1).uri()).isEqualTo("/api/documents/" + ID + "/original");
  }

  @Test
  void leavesNothingOfAFileThatWasCutOff() throws IOException {
    service.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        });
    Path target = folder.resolve("manual.pdf");
    Files.writeString(target, "what was there before");

    assertThatThrownBy(() -> client.original(ID, target))
        .isInstanceOfSatisfying(
            MillraceException.class,
            failure -> assertThat(failure.code()).isEqualTo(MillraceException.UNREACHABLE));

    assertThat(target).hasContent("what was there before");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void savesNothingWhereThereIsNoFile() throws IOException {
    service.then(404, "{\"status\":404,\"code\":\"NO_ORIGINAL\",\"detail\":\"none\"}");

    assertThat(client.original(ID, folder.resolve("manual.pdf"))).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void savesNoProblemAsAFile() throws IOException {
    service.then(401, "{\"status\":401,\"code\":\"KEY_REFUSED\",\"detail\":\"no\"}");

    assertThatThrownBy(() -> client.original(ID, folder.resolve("manual.pdf")))
        .hasMessage("Cannot download an original: 401 KEY_REFUSED: no");
    assertThat(files()).isEmpty();
  }

  @Test
  void asksForNothingThatItCannotSave() {
    Path nowhere = folder.resolve("no folder/manual.pdf");

    assertThatIOException().isThrownBy(() -> client.original(ID, nowhere));
    assertThat(service.asked).isEmpty();
  }

  private Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    }
  }
}
