package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.release.Releases;
import io.millrace.core.table.Ids;
import io.millrace.query.encode.QuestionEncoders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchServiceTest {
  @TempDir Path root;
  private TestService service;

  @BeforeEach
  void publish() throws IOException {
    service = new TestService(root);
    service.publish(
        1,
        document("dam.txt", "The dam is inspected weekly", "Divers stay below for an hour"),
        document("大坝.txt", "大坝每周巡检一次", "潜水员在水下停留一小时"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bm25", "dense", "hybrid"})
  void everyModeFindsAPassageInBothLanguages(String mode) throws IOException {
    service.start();
    for (String question : List.of("The dam is inspected weekly", "大坝每周巡检一次")) {
      JsonNode answer =
          service.get("/api/search?q=" + TestService.encode(question) + "&mode=" + mode).json();
      assertThat(answer.path("mode").asText()).isEqualTo(mode);
      assertThat(answer.path("release").asText()).isEqualTo("r000001");
      assertThat(answer.has("fallback")).isFalse();
      JsonNode first = answer.path("hits").path(0);
      assertThat(first.path("text").asText()).isEqualTo(question);
      assertThat(first.path("highlights").path(0).path(0).isInt()).isTrue();
      assertThat(first.has("why")).isFalse();
    }
  }

  @Test
  void anAnswerSaysWhyAndCounts() throws IOException {
    service.start();
    JsonNode answer =
        service.get("/api/search?q=dam%20%E5%A4%A7%E5%9D%9D&why=true&facets=true").json();
    JsonNode why = answer.path("hits").path(0).path("why");
    assertThat(why.path("lists").findValuesAsText("list")).contains("bm25");
    assertThat(answer.path("facets").path("languages")).hasSize(2);
    assertThat(answer.path("facets").path("types").path(0).path("documents").asInt()).isEqualTo(2);
  }

  @Test
  void aBatchIsAnsweredInItsOrder() throws IOException {
    service.start();
    JsonNode answers =
        service
            .post(
                "/api/search",
                "{\"queries\":[{\"q\":\"巡检\",\"mode\":\"bm25\",\"k\":1},{\"q\":\"divers\",\"mode\":\"bm25\",\"language\":[\"en\"]}]}")
            .json()
            .path("answers");
    assertThat(answers.path(0).path("hits").path(0).path("text").asText()).contains("巡检");
    assertThat(answers.path(1).path("hits").path(0).path("text").asText()).contains("Divers");
  }

  @Test
  void whatIsWrongWithABatchIsSaidByNumber() throws IOException {
    service.start();
    TestService.Answer answer =
        service.post("/api/search", "{\"queries\":[{\"q\":\"a\"},{\"q\":\"\",\"k\":0}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("problems").toString())
        .contains("queries[1]: Parameter 'q'", "queries[1]: Parameter 'k'");
    for (String body :
        List.of(
            "\0\0\u00ff\u00fe",
            "\0\0\0{\0\0",
            "",
            "[]",
            "{}",
            "{\"queries\":{}}",
            "{\"queries\":[]}",
            "{\"queries\":[1]}",
            "{")) {
      assertThat(service.post("/api/search", body).status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void aDocumentHasItsTextPassagesAndCopies() throws IOException {
    service.publish(
        2,
        document("dam.txt", "The dam is inspected weekly"),
        document("copy.txt", "The dam is inspected weekly"));
    service.start();
    String id = Ids.document("file:///dam.txt");
    JsonNode document = service.get("/api/documents/" + id).json();
    assertThat(document.path("document").asText()).isEqualTo(id);
    for (JsonNode passage : document.path("passages")) {
      assertThat(
              document
                  .path("text")
                  .asText()
                  .substring(passage.path("start").asInt(), passage.path("end").asInt()))
          .isEqualTo("The dam is inspected weekly");
    }
    assertThat(service.get("/api/documents/" + "0".repeat(32)).status()).isEqualTo(404);
    assertThat(service.get("/api/documents/nonsense").status()).isEqualTo(400);
  }

  @Test
  void withoutAnEncoderWordsAreFoundAndHybridSaysSo() throws IOException {
    service.start(
        Map.of(),
        new QuestionEncoders(
            encoder -> {
              throw new IllegalArgumentException("Cannot open " + encoder.model());
            },
            10));
    JsonNode answer = service.get("/api/search?q=dam").json();
    assertThat(answer.path("mode").asText()).isEqualTo("bm25");
    assertThat(answer.path("fallback").path("asked").asText()).isEqualTo("hybrid");
    assertThat(answer.path("fallback").path("why").asText()).contains("small-en cannot be opened");
    assertThat(answer.path("hits")).isNotEmpty();
    assertThat(service.get("/api/search?q=dam&mode=dense").status()).isEqualTo(503);
    TestService.Answer ready = service.get("/readyz");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().path("status").asText()).isEqualTo("degraded");
  }

  @Test
  void nothingPublishedIsSaidAndThenPickedUp(@TempDir Path empty) throws IOException {
    try (TestService fresh = new TestService(empty).start()) {
      assertThat(fresh.get("/readyz").status()).isEqualTo(503);
      assertThat(fresh.get("/healthz").status()).isEqualTo(200);
      assertThat(fresh.get("/api/search?q=dam").json().path("detail").asText())
          .contains("Nothing was published");
      fresh.publish(1, document("dam.txt", "The dam"));
      TestService.await(() -> fresh.get("/readyz").status() == 200);
      assertThat(fresh.get("/api/search?q=dam").json().path("hits")).hasSize(1);
    }
  }

  @Test
  void rollbackIsFollowed() throws IOException {
    service.start();
    service.publish(2, document("dam.txt", "The dam is repaired"));
    TestService.await(() -> hasText("repaired"));
    new Releases(service.folders().releases()).rollback(null);
    TestService.await(() -> hasText("inspected"));
    assertThat(
            service.get("/api/releases").json().path("releases").path(1).path("live").asBoolean())
        .isTrue();
  }

  private boolean hasText(String word) {
    return service
        .get("/api/search?mode=bm25&q=" + word)
        .json()
        .path("hits")
        .path(0)
        .path("text")
        .asText()
        .contains(word);
  }

  @Test
  void prometheusSeesRequestsLatenciesAndTheRelease() throws IOException {
    service.start();
    service.get("/api/search?q=dam&mode=bm25");
    System.gc(); // what only the registry knew is gone then
    assertThat(service.get("/metrics").body())
        .containsPattern("millrace_release_age_seconds \\d")
        .contains(
            "millrace_search_seconds_bucket{mode=\"bm25\",le=\"0.05\"}",
            "millrace_requests_seconds_count{route=\"/api/search\",status=\"200\"}",
            "millrace_release_info{release=\"r000001\"",
            "millrace_encoder_queue",
            "millrace_index_passages 4");
  }

  @Test
  void headAndUnknownPathsAndMethods() throws IOException {
    service.start();
    TestService.Answer head =
        service.send(
            HttpRequest.newBuilder(URI.create(service.url() + "/healthz"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(service.get("/api/nothing").status()).isEqualTo(404);
    assertThat(
            service
                .send(HttpRequest.newBuilder(URI.create(service.url() + "/api/releases")).DELETE())
                .status())
        .isEqualTo(405);
  }

  @Test
  void aMethodThatIsNotForAPathNamesThoseThatAre() throws IOException {
    service.start();
    assertThat(service.get("/sign-out").header("Allow")).isEqualTo("POST");
    assertThat(service.post("/sign-in?x", "{}").status()).isNotEqualTo(405);
    assertThat(service.post("/api/releases", "{}").header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void aReleaseWithoutWhatPagesNeedIsNotServed() throws IOException {
    service.start();
    String generation = service.index(2, document("dam.txt", "The dam is repaired"));
    Path manifest = service.folders().index().resolve(generation).resolve("generation.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"format\" : 2", "\"format\" : 1"));
    new Releases(service.folders().releases()).publish(generation, 2, null);
    TestService.await(() -> service.get("/readyz").body().contains("format 1"));
    assertThat(service.get("/readyz").json().path("release").asText()).isEqualTo("r000001");
    assertThat(service.get("/api/suggest?q=dam").status()).isEqualTo(200);
  }

  @Test
  void placesOfTheMachineAreNotToldAlsoBehindALink(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), root);
    try (TestService linked = new TestService(link).start()) {
      String generation = linked.index(2, document("dam.txt", "The dam is repaired"));
      try (Stream<Path> files = Files.walk(root.resolve("index").resolve(generation))) {
        for (Path file :
            files.filter(each -> each.getFileName().toString().startsWith("_")).toList()) {
          Files.delete(file);
        }
      }
      new Releases(linked.folders().releases()).publish(generation, 2, null);
      TestService.await(() -> linked.get("/readyz").body().contains("r000002 cannot be served"));
      assertThat(linked.get("/readyz").body())
          .doesNotContain(root.toString(), root.toRealPath().toString(), elsewhere.toString());
    }
  }
}
