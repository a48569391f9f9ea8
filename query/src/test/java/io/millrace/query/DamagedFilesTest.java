package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the service reads with every request, damaged under it: it is 503, and it heals. */
class DamagedFilesTest {
  private static final List<String> GARBAGE = List.of("", "{", "null", "{}", "[1]");

  @TempDir Path root;
  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = new TestService(root);
    service.publish(1, document("dam.txt", "The dam is inspected weekly"));
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private int search() {
    return service.get("/api/search?q=dam&mode=bm25").status();
  }

  /** Puts a file into the place of another, as those who write here do. */
  private static void put(Path file, String content) throws IOException {
    Path draft = Files.writeString(file.resolveSibling("draft"), content);
    Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void withoutADenyListThatCanBeReadNothingIsAnsweredOrReady() throws IOException {
    Path deny = root.resolve("releases/deny.json");
    for (String garbage : GARBAGE) {
      put(deny, garbage);
      for (String path :
          List.of(
              "/api/search?q=dam",
              "/api/suggest?q=dam",
              "/api/documents/" + Ids.document("file:///dam.txt"),
              "/api/status",
              "/metrics",
              "/search?q=dam")) {
        assertThat(service.get(path).status()).as("%s with '%s'", path, garbage).isEqualTo(503);
      }
      TestService.Answer ready = service.get("/readyz");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().path("problems").toString()).contains("deny list");
    }
    Files.delete(deny);
    assertThat(search()).isEqualTo(200);
    assertThat(service.get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void aWarehouseThatIsGoneIsNoEmptyDenyList() throws IOException {
    Path releases = root.resolve("releases");
    Files.move(releases, root.resolve("elsewhere"));
    assertThat(search()).isEqualTo(503);
    Files.move(root.resolve("elsewhere"), releases);
    assertThat(search()).isEqualTo(200);
  }

  @Test
  void aDamagedManifestIsSaidWithoutItsPlaceOnTheMachine() throws IOException {
    Path manifest = root.resolve("releases/r000001.json");
    String right = Files.readString(manifest);
    for (String garbage : GARBAGE) {
      put(manifest, garbage);
      assertThat(service.get("/api/releases").status()).as(garbage).isEqualTo(503);
      TestService.await(() -> service.get("/readyz").body().contains("releases/r000001.json"));
      assertThat(service.get("/readyz").body())
          .contains("degraded")
          .doesNotContain(root.toString(), "io.millrace");
      assertThat(search()).isEqualTo(200);
    }
    put(manifest, right);
    TestService.await(() -> service.get("/readyz").body().contains("\"ready\""));
  }

  @Test
  void damagedRunsConcernOperatorsAlone() throws IOException {
    String operator = service.key("night", "operators");
    for (String garbage : List.of("", "{", "null")) {
      put(root.resolve("releases/runs.json"), garbage);
      TestService.Answer answer = service.get("/api/status", operator);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().path("detail").asText()).isEqualTo("The runs cannot be read");
      assertThat(service.get("/api/status").status()).isEqualTo(200);
    }
  }

  @Test
  void keysThatCannotBeReadLetNobodyIn() throws IOException {
    String key = service.key("engineer", "engineering");
    Path keys = root.resolve("access/keys.json");
    String right = Files.readString(keys);
    List<String> damaged = new java.util.ArrayList<>(GARBAGE);
    damaged.add("{\"keys\":null}");
    damaged.add("{\"keys\":[null]}");
    damaged.add(right.replaceAll(",\\s*\"revoked\" : null", ""));
    damaged.add(right.replaceAll("\"hash\" : \"..", "\"hash\" : \""));
    damaged.add(right + right);
    for (String garbage : damaged) {
      assertThat(garbage).isNotEqualTo(right);
      put(keys, garbage);
      assertThat(service.get("/api/releases", key).status()).as(garbage).isEqualTo(503);
      assertThat(service.get("/api/releases").status()).as("without a key").isEqualTo(200);
    }
    put(keys, right);
    assertThat(service.get("/api/releases", key).status()).isEqualTo(200);
  }

  @Test
  void whatPreventsAStartIsSaid() throws IOException {
    String port = Integer.toString(service.port());
    assertThatThrownBy(() -> another(Map.of("query.port", port)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot listen at 127.0.0.1:" + port);
    Path file = Files.writeString(root.resolve("file"), "no PKCS #12");
    assertThatThrownBy(() -> another(Map.of("query.logs", file.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot write the log access in " + file);
    assertThatThrownBy(
            () ->
                another(
                    Map.of("query.keystore", file.toString(), "query.keystore-password", "secret")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot read query.keystore " + file)
        .hasMessageNotContaining("secret");
  }

  private void another(Map<String, String> flags) throws IOException {
    try (TestService other = new TestService(root)) {
      other.start(flags);
    }
  }
}
