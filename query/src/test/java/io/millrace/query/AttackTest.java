package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hostile requests, byte by byte: each gets an answer that is no failure of the service and says
 * nothing of its inside, or a closed connection, in seconds; and the service goes on.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AttackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> INSIDE =
      List.of(
          "exception", "java.", "jetty", "javalin", "jackson", "lucene", "io.millrace", "\tat ");

  @TempDir static Path root;
  private TestService service;
  private Attacks attacks;
  private String key;

  @BeforeAll
  void start() throws IOException {
    service = new TestService(root);
    service.publish(
        1,
        document("dam.txt", "The dam is inspected weekly", "Divers stay below for an hour"),
        document("大坝.txt", "大坝每周巡检一次"));
    service.start();
    key = service.key("engineer", "engineering");
    attacks = new Attacks(key);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void theServiceAnswersAndGoesOn(Attacks.Kind kind) throws IOException {
    List<Attacks.Attack> all = attacks.of(kind);
    assertThat(all).hasSizeGreaterThan(5);
    for (Attacks.Attack attack : all) {
      check(attack, RawAnswer.to(service.port(), attack));
    }
    assertThat(service.get("/api/search?q=dam").json().path("hits")).isNotEmpty();
    assertThat(service.get("/api/search?q=dam", key).status()).isEqualTo(200);
    assertThat(service.get("/readyz").json().path("status").asText()).isEqualTo("ready");
    assertThat(logs()).doesNotContain(key, key.substring(14));
  }

  private static void check(Attacks.Attack attack, RawAnswer answer) throws IOException {
    if (answer.status() == 0) {
      return; // the connection was closed
    }
    // 505 is what there is for other versions of HTTP
    assertThat(answer.status()).as("%s: %s", attack, answer).isBetween(200, 505).isNotIn(500, 503);
    assertThat(attack.expected() == 0 || attack.expected() == answer.status())
        .as("%s expects %s: %s", attack, attack.expected(), answer)
        .isTrue();
    String said = answer.body().toLowerCase(java.util.Locale.ROOT);
    for (String word : INSIDE) {
      assertThat(said.contains(word) && !attack.sends(word)).as("%s %s", word, attack).isFalse();
    }
    assertThat(answer.body()).as("%s", attack).doesNotContain(root.toString());
    assertThat(answer.head()).as("%s", attack).doesNotContain("\r\nX-Injected");
    if (answer.header("Content-Type").startsWith("text/html")) {
      requireOwn(attack, Jsoup.parse(answer.body()));
      assertThat(answer.header("Content-Security-Policy")).contains("script-src 'self'");
    }
    if (answer.header("Content-Type").startsWith("application/problem+json")
        && !answer.body().isEmpty()) { // to HEAD
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(problem.path("status").asInt()).as("%s", attack).isEqualTo(answer.status());
      assertThat(problem.path("code").asText()).as("%s", attack).isNotEmpty();
      assertThat(answer.body().length()).as("%s", attack).isLessThan(20_000);
    }
    if (answer.status() / 100 == 3) {
      assertThat(answer.header("Location")).as("%s", attack).matches("/([^/\\\\].*)?");
    }
  }

  /** Scripts are the service's own, and nothing leads to another site. */
  private static void requireOwn(Attacks.Attack attack, Document page) {
    assertThat(page.select("script"))
        .as("%s", attack)
        .allMatch(each -> each.attr("src").startsWith("/assets/") && each.data().isBlank());
    assertThat(page.select("iframe, object, embed, base")).as("%s", attack).isEmpty();
    for (Element each : page.select("[href], [action], [src]")) {
      assertThat(each.attr("href") + each.attr("action") + each.attr("src"))
          .as("%s", attack)
          .matches("[/#?]([^/\\\\].*)?");
    }
    assertThat(page.getAllElements())
        .as("%s", attack)
        .noneMatch(
            each ->
                each.attributes().asList().stream()
                    .anyMatch(attribute -> attribute.getKey().startsWith("on")));
  }

  private static String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(root.resolve("logs"))) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
