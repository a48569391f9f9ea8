package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.table.Ids;
import io.millrace.query.access.AccessKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that stand only in documents of other groups leave no trace in any answer. */
class NothingLeaksTest {
  private static final List<String> CANARIES =
      List.of("kanarienvogel", "金丝雀", "vault-source", "xq-canary", "Secretheading");

  @TempDir Path root;
  private TestService service;
  private final String hidden = Ids.document("file:///kanarienvogel.txt");

  @BeforeEach
  void publish() throws IOException {
    service = new TestService(root);
    service.publish(
        1,
        document("open.txt", "An open passage about the dam", "另一个公开的段落"),
        document(
            "kanarienvogel.txt",
            List.of("board"),
            Map.of("author", "xq-canary", "date", "1987-06-05"),
            "application/x-canary",
            "The kanarienvogel sings about the dam",
            "金丝雀在矿井里歌唱"),
        // the same text in the open and behind the door
        document("copy.txt", List.of("board"), "An open passage about the dam"));
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String word : List.of("kanarienvogel", "金丝雀", "dam", "xq-canary", "open passage")) {
      String q = TestService.encode(word);
      for (String mode : List.of("bm25", "dense", "hybrid")) {
        paths.add("/api/search?why=true&facets=true&k=100&mode=" + mode + "&q=" + q);
        paths.add(
            "/api/search?facets=true&mode=" + mode + "&q=" + q + "&type=application/x-canary");
        paths.add("/api/search?facets=true&mode=" + mode + "&q=" + q + "&meta.author=xq-canary");
      }
      paths.add("/api/suggest?q=" + q);
      paths.add("/api/suggest?q=" + TestService.encode(word.substring(0, 1)));
    }
    paths.add("/api/documents/" + hidden);
    paths.add("/api/documents/" + hidden + "/original");
    paths.add("/api/documents/" + Ids.document("file:///open.txt"));
    paths.addAll(List.of("/api/status", "/api/releases", "/metrics", "/readyz"));
    return paths;
  }

  private static boolean says(String body, String word) {
    return body.toLowerCase(java.util.Locale.ROOT)
        .contains(word.toLowerCase(java.util.Locale.ROOT));
  }

  private void nothingTold(@Nullable String key) {
    for (String path : paths()) {
      TestService.Answer answer = service.get(path, key);
      for (String canary : CANARIES) {
        // what was asked for may be in a path, never in an answer
        assertThat(says(answer.body(), canary)).as("%s in %s: %s", canary, path, answer).isFalse();
      }
      assertThat(answer.body()).as(path).doesNotContain("x-canary", "\"1987", "copy.txt");
    }
  }

  @Test
  void whoIsNotInAGroupLearnsNothingOfIt() throws IOException {
    nothingTold(null);
    nothingTold(service.key("engineer", "engineering"));
    String board = service.key("chair", "board");
    assertThat(service.get("/api/search?q=kanarienvogel&mode=bm25", board).body())
        .contains("The kanarienvogel sings");
    assertThat(service.get("/api/documents/" + hidden, board).status()).isEqualTo(200);
  }

  @Test
  void anEndedKeyIsRefusedEverywhereAndSaysNothing() throws IOException {
    AccessKeys keys = new AccessKeys(service.folders().access());
    String expired = keys.create("old", List.of("board"), Instant.now().minusSeconds(1)).secret();
    String revoked = keys.create("gone", List.of("board"), null).secret();
    keys.revoke("gone");
    String unknown = "mr_0000000000_" + "A".repeat(43);
    for (String key : List.of(expired, revoked, unknown, "nonsense")) {
      for (String path : paths()) {
        TestService.Answer answer = service.get(path, key);
        if (!path.equals("/readyz")) {
          assertThat(answer.status()).as(path).isEqualTo(401);
          assertThat(answer.body()).isEqualTo(service.get(path, unknown).body());
        }
      }
      nothingTold(key);
    }
  }

  @Test
  void countsAreOfWhatIsVisible() throws IOException {
    String board = service.key("chair", "board");
    assertThat(service.get("/api/status").json().path("documents").asInt()).isEqualTo(1);
    assertThat(service.get("/api/status", board).json().path("documents").asInt()).isEqualTo(3);
    assertThat(service.get("/metrics").body()).contains("millrace_index_documents 1\n");
    assertThat(service.get("/metrics", board).body()).contains("millrace_index_documents 3\n");
    JsonNode open = service.get("/api/documents/" + Ids.document("file:///open.txt")).json();
    assertThat(open.path("copies")).isEmpty();
  }

  @Test
  void aHiddenDocumentAndNoneAreOneAnswer() {
    TestService.Answer none = service.get("/api/documents/" + "0".repeat(32));
    TestService.Answer other = service.get("/api/documents/" + hidden);
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.body()).isEqualTo(none.body());
    assertThat(service.get("/api/documents/" + hidden + "/original").body())
        .isEqualTo(service.get("/api/documents/" + "0".repeat(32) + "/original").body());
  }

  @Test
  void runsAreForOperators() throws IOException {
    assertThat(service.get("/api/status").json().path("runs").isNull()).isTrue();
    String operator = service.key("night", "operators");
    assertThat(service.get("/api/status", operator).json().path("runs").isArray()).isTrue();
  }

  @Test
  void aClosedDoorIsClosedForEverythingButHealth() throws IOException {
    service.start(Map.of("query.access", "key"));
    String key = service.key("engineer", "engineering");
    for (String path : paths()) {
      int status = service.get(path).status();
      assertThat(status).as(path).isEqualTo(path.equals("/readyz") ? 200 : 401);
    }
    assertThat(service.get("/api/search?q=dam", key).status()).isEqualTo(200);
    assertThat(service.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void logsSayWhoAndWhatButNeitherKeyNorQuestion() throws IOException {
    String key = service.key("engineer", "engineering");
    service.get("/api/search?q=" + TestService.encode("geheim 机密") + "&mode=bm25", key);
    service.get("/api/documents/" + Ids.document("file:///open.txt"), key);
    service.get("/api/documents/" + key, key);
    service.get("/" + key + "?q=" + key, key);
    service.send(
        HttpRequest.newBuilder(URI.create(service.url() + "/api/search?q=a"))
            .header("User-Agent", key)
            .header("Cookie", "millrace_key=" + key));
    TestService.await(() -> read("access").lines().count() >= 5);
    assertThat(read("access"))
        .contains("\"caller\":\"engineer\"", "\"route\":\"/api/search\"", "\"about\":\"bm25\"")
        .doesNotContain(key, key.substring(14), "geheim", "机密");
    assertThat(read("audit"))
        .contains("\"opened\":\"document\"", Ids.document("file:///open.txt"), "engineer")
        .doesNotContain(key.substring(14));
  }

  private String read(String log) {
    try {
      return service.log(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoOpensADocumentIsNotedOrHeDoesNot() throws IOException {
    service.stop();
    Path audit = service.logFile("audit");
    Files.delete(audit);
    Files.createSymbolicLink(audit, Path.of("/dev/full")); // a disk without room
    service.start();
    String open = Ids.document("file:///open.txt");
    assertThat(service.get("/api/search?q=dam&mode=bm25").status()).isEqualTo(200);
    assertThat(service.get("/api/documents/" + open).status()).isEqualTo(503);
    assertThat(service.get("/readyz").json().path("problems").toString()).contains("log audit");
    service.stop();
    Files.delete(audit);
    service.start();
    assertThat(service.get("/api/documents/" + open).status()).isEqualTo(200);
  }

  @Test
  void aFullDiskForTheAccessLogStopsNothing() throws IOException {
    service.stop();
    Path access = service.logFile("access");
    Files.delete(access);
    Files.createSymbolicLink(access, Path.of("/dev/full"));
    service.start();
    assertThat(service.get("/api/search?q=dam&mode=bm25").status()).isEqualTo(200);
    TestService.await(() -> service.get("/readyz").body().contains("log access"));
    assertThat(service.get("/metrics").body()).containsPattern("access_log_lost [1-9]");
  }

  @Test
  void anOriginalIsGivenWhileItIsWhatWasIngested() throws IOException {
    Path file = Files.writeString(root.resolve("文件 1.txt"), "the very bytes");
    service.publish(
        2, io.millrace.embedding.index.Rows.file(file, List.of("public"), "the very bytes"));
    TestService.await(() -> service.get("/api/releases").body().contains("r000002"));
    String id = Ids.document(file.toUri().toString());
    TestService.await(() -> service.get("/api/documents/" + id).status() == 200);
    TestService.Answer answer = service.get("/api/documents/" + id + "/original");
    assertThat(answer.body()).isEqualTo("the very bytes");
    assertThat(answer.header("Content-Disposition")).contains("attachment", "%E6%96%87");
    Files.writeString(file, "other bytes it");
    assertThat(service.get("/api/documents/" + id + "/original").status()).isEqualTo(404);
  }
}
