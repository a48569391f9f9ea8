package io.millrace.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.Mention;
import io.millrace.core.table.ModelCall;
import io.millrace.testing.ModelServer;
import io.millrace.testing.ModelServer.Answer;
import io.millrace.testing.ModelServer.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How the API's servers answer and fail, played by a server that a test scripts. */
class ModelExtractorTest {
  private static final Backoff SHORT =
      new Backoff(3, Duration.ofMillis(2), Duration.ofMillis(1_500));
  private static final String TEXT = "王海 works for Acme. 王海在北京。";
  private static final String FOUND =
      "{\"mentions\":[{\"type\":\"person\",\"text\":\"王海\"},{\"type\":\"organization\",\"text\":\"Acme\"}],"
          + "\"facts\":[{\"type\":\"works_for\",\"subject\":\"王海\",\"object\":\"Acme\",\"sentence\":\"王海"
          + " works for Acme.\"}]}";
  private static final String NOTHING = "{\"mentions\":[],\"facts\":[]}";

  private final List<ModelCall> calls = new ArrayList<>();
  private final Budget budget = new Budget(Optional.empty());

  private static ModelSettings settings(String uri, String... more) {
    Map<String, String> flags = new HashMap<>();
    flags.put("model.uri", uri);
    flags.put("model.name", "small");
    flags.put("model.key", "swordfish");
    flags.put("model.input-price", "2");
    flags.put("model.output-price", "8");
    for (String each : more) {
      String[] pair = each.split("=", 2);
      flags.put(pair[0], pair[1]);
    }
    return Settings.load(Optional.empty(), Map.of(), flags).model();
  }

  private Placement.Placed examine(String uri, String... more) throws InterruptedException {
    ModelExtractor extractor = new ModelExtractor(settings(uri, more), new CharacterCount(), SHORT);
    return extractor.examine("hash", TEXT, extractor.purse("run", budget, calls::add));
  }

  private ModelException fails(String uri, String... more) {
    ModelException e = catchThrowableOfType(ModelException.class, () -> examine(uri, more));
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).doesNotContain("swordfish");
    assertThat(calls.toString()).doesNotContain("swordfish");
    return e;
  }

  private ModelException fails(Answer... answers) throws IOException {
    try (ModelServer server = ModelServer.start(inOrder(answers))) {
      return fails(server.uri());
    }
  }

  /** One after the other, the last one for all that follow. */
  private static Function<Request, Answer> inOrder(Answer... answers) {
    Iterator<Answer> left = List.of(answers).iterator();
    Answer[] last = new Answer[1];
    return request -> {
      synchronized (left) {
        last[0] = left.hasNext() ? left.next() : last[0];
        return last[0];
      }
    };
  }

  private List<ModelCall.Outcome> outcomes() {
    return calls.stream().map(ModelCall::outcome).toList();
  }

  @Test
  void asksWithTheSchemaAndKeepsWhatStandsInTheText() throws Exception {
    try (ModelServer server = ModelServer.start(inOrder(Answer.said(FOUND, 900, 50)))) {
      ModelExtractor extractor =
          new ModelExtractor(settings(server.uri()), new CharacterCount(), SHORT);
      Extraction extraction = extractor.extract("hash", TEXT);
      assertThat(extraction.extractor()).isEqualTo(extractor.fingerprint());
      assertThat(extraction.mentions())
          .extracting(Mention::text)
          .containsExactly("王海", "Acme", "王海");
      assertThat(extraction.facts()).hasSize(1);
      Request request = server.requests().get(0);
      assertThat(request.path()).isEqualTo("/v1/chat/completions");
      assertThat(request.authorization()).isEqualTo("Bearer swordfish");
      assertThat(request.body())
          .contains("\"json_schema\"", "\"strict\":true", TEXT, "\"max_tokens\":2048")
          .doesNotContain("swordfish");
    }
  }

  @Test
  void aCallIsRecordedWithWhatItCost() throws Exception {
    try (ModelServer server = ModelServer.start(inOrder(Answer.said(FOUND, 900, 50)))) {
      examine(server.uri());
    }
    ModelCall call = calls.get(0);
    assertThat(call.inputTokens()).isEqualTo(900);
    assertThat(call.textTokens()).isEqualTo(TEXT.length());
    assertThat(call.cost()).isEqualTo((900 * 2 + 50 * 8) / 1e6);
    assertThat(budget.spent()).isEqualByComparingTo("0.0022");
  }

  @Test
  void serversWithoutSchemasAreAskedForAnObject() throws Exception {
    Answer refusal = Answer.error(400, "response_format json_schema is not supported");
    try (ModelServer server = ModelServer.start(inOrder(refusal))) {
      ModelException e = fails(server.uri());
      assertThat(e.code()).isEqualTo(ModelException.Code.MODEL_FORMAT);
      assertThat(e).hasMessageContaining("model.format to json-object");
      assertThat(server.requests()).hasSize(1);
    }
    try (ModelServer server = ModelServer.start(inOrder(Answer.said(NOTHING, 9, 9)))) {
      examine(server.uri(), "model.format=json-object", "model.parameters=reasoning");
      assertThat(server.requests().get(0).body())
          .contains("\"json_object\"", "additionalProperties", "\"max_completion_tokens\":2048")
          .doesNotContain("\"json_schema\"", "temperature");
    }
  }

  @Test
  void anAnswerOfAnotherFormIsAskedForOnceMore() throws Exception {
    try (ModelServer server =
        ModelServer.start(
            inOrder(Answer.said("{\"mentions\": []", 10, 5), Answer.said(FOUND, 20, 5)))) {
      assertThat(examine(server.uri()).extraction().facts()).hasSize(1);
      assertThat(server.requests().get(1).body()).contains("cannot be used: it is not JSON");
    }
    assertThat(outcomes()).containsExactly(ModelCall.Outcome.INVALID, ModelCall.Outcome.ANSWERED);
    calls.clear();
    ModelException e = fails(Answer.said("{\"mentions\":[],\"facts\":[],\"notes\":1}", 10, 5));
    assertThat(e.code()).isEqualTo(ModelException.Code.MODEL_ANSWER);
    assertThat(e).hasMessageContaining("\"notes\"");
    assertThat(outcomes()).containsExactly(ModelCall.Outcome.INVALID, ModelCall.Outcome.INVALID);
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    long start = System.nanoTime();
    try (ModelServer server =
        ModelServer.start(
            inOrder(
                Answer.error(429, "slow down").with("Retry-After", "1"),
                Answer.error(503, "starting"),
                Answer.said(NOTHING, 9, 9)))) {
      examine(server.uri());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(outcomes())
        .containsExactly(
            ModelCall.Outcome.LIMITED, ModelCall.Outcome.FAILED, ModelCall.Outcome.ANSWERED);
    assertThat(calls.get(0).cost()).isZero();
    assertThat(calls.get(1).cost()).isZero();
  }

  @Test
  void givesUpAfterItsAttemptsOrWhereItShallWaitTooLong() throws Exception {
    ModelException e = fails(Answer.error(500, "out of memory"));
    assertThat(e.code()).isEqualTo(ModelException.Code.MODEL_UNAVAILABLE);
    assertThat(e).hasMessageContaining("out of memory").hasMessageContaining("3 attempts");
    assertThat(calls).hasSize(3);
    // a server that failed may have worked: each attempt counts with the most it can cost
    BigDecimal most = BigDecimal.valueOf(calls.get(0).cost());
    assertThat(most).isGreaterThan(new BigDecimal("0.016"));
    assertThat(budget.spent()).isEqualByComparingTo(most.multiply(BigDecimal.valueOf(3)));
    calls.clear();
    assertThat(fails(Answer.error(429, "tomorrow").with("Retry-After", "9000")))
        .hasMessageContaining("9000 s");
    assertThat(calls).hasSize(1);
  }

  @Test
  void whatIsWrongForAllTextsIsSaidAtOnce() throws Exception {
    assertThat(fails(Answer.error(401, "bad key")).code())
        .isEqualTo(ModelException.Code.MODEL_ACCESS);
    assertThat(fails(Answer.error(429, "insufficient_quota")).code())
        .isEqualTo(ModelException.Code.MODEL_ACCESS);
    ModelException missing = fails(Answer.error(404, "no such model"));
    assertThat(missing.code()).isEqualTo(ModelException.Code.MODEL_NOT_FOUND);
    assertThat(missing).hasMessageContaining("model.name");
    assertThat(calls).hasSize(3);
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    ModelException refused = fails("http://127.0.0.1:" + free + "/v1");
    assertThat(refused.code()).isEqualTo(ModelException.Code.MODEL_UNREACHABLE);
    assertThat(refused).hasMessageContaining("model.uri");
  }

  @Test
  void noRedirectLeadsTextsElsewhere() throws Exception {
    try (ModelServer other = ModelServer.start(inOrder(Answer.said(NOTHING, 9, 9)))) {
      ModelException e =
          fails(Answer.error(307, "there").with("Location", other.uri() + "/chat/completions"));
      assertThat(e.code()).isEqualTo(ModelException.Code.MODEL_NOT_FOUND);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void aSlowAnswerIsNotWaitedFor() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Function<Request, Answer> never =
        request -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Answer.said(NOTHING, 9, 9);
        };
    try (ModelServer server = ModelServer.start(never)) {
      ModelException e = fails(server.uri(), "model.timeout=200ms");
      assertThat(e.code()).isEqualTo(ModelException.Code.MODEL_UNAVAILABLE);
      assertThat(e).hasMessageContaining("200 ms");
    } finally {
      end.countDown();
    }
    assertThat(calls).hasSize(3).allMatch(call -> call.cost() > 0);
  }

  @Test
  void aCutOrRefusedAnswerIsNone() throws Exception {
    ModelException cut = fails(Answer.ended("length", "{\"mentions\":[", 9, 2048));
    assertThat(cut.code()).isEqualTo(ModelException.Code.MODEL_CUT_OFF);
    assertThat(cut).hasMessageContaining("model.max-output 2048");
    assertThat(fails(Answer.ended("content_filter", "", 9, 0)).code())
        .isEqualTo(ModelException.Code.MODEL_REFUSED);
  }

  @Test
  void theFingerprintIsOfWhatDecidesAnswers() {
    String base = print();
    assertThat(print("model.budget=1", "model.max-output=99", "model.key=k")).isEqualTo(base);
    assertThat(print("model.uri=http://other/v1", "model.input-price=9")).isEqualTo(base);
    assertThat(print("model.name=other")).isNotEqualTo(base);
    assertThat(print("model.format=json-object")).isNotEqualTo(base);
  }

  private static String print(String... more) {
    return new ModelExtractor(settings("http://host/v1", more), new CharacterCount()).fingerprint();
  }
}
