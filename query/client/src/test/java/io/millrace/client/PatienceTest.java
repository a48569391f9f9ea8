package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final String NO_HITS = "{\"release\":\"r1\",\"mode\":\"bm25\",\"hits\":[]}";

  private ScriptedService service;
  private MillraceClient client;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
    client = new MillraceClient(ClientSettings.of(service.uri()).withKey("mr_abc"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void asksAgainWhereTheServiceIsBusy() {
    service.thenBusy(503, "0").thenBusy(429, "0").then(200, NO_HITS);

    assertThat(client.search(SearchQuery.of("gates")).release()).isEqualTo("r1");
    assertThat(service.asked).hasSize(3);
  }

  @Test
  void givesUpAfterThreeTries() {
    service.thenBusy(503, "0").thenBusy(503, "0").thenBusy(503, "0").then(200, NO_HITS);

    MillraceException failure = failure(() -> client.search(SearchQuery.of("gates")));

    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.code()).isEqualTo("BUSY");
    assertThat(failure.detail()).isEqualTo("later");
    assertThat(service.asked).hasSize(3);
  }

  @Test
  void doesNotWaitLongerThanACallMayTake() {
    service.thenBusy(503, "3600").thenBusy(429, "10");
    MillraceClient hurried =
        new MillraceClient(ClientSettings.of(service.uri()).withTimeout(Duration.ofSeconds(9)));

    assertThat(failure(hurried::status).status()).isEqualTo(503);
    assertThat(failure(hurried::status).status()).isEqualTo(429);
    assertThat(service.asked).hasSize(2);
  }

  @Test
  void sendsABatchOnce() {
    service.thenBusy(503, "0").then(200, "{\"answers\":[" + NO_HITS + "]}");

    assertThat(failure(() -> client.searchAll(List.of(SearchQuery.of("gates")))).status())
        .isEqualTo(503);
    assertThat(service.asked).hasSize(1);
  }

  @Test
  void doesNotAskAgainWhatIsRefused() {
    service
        .then(
            400,
            "{\"status\":400,\"code\":\"BAD_REQUEST\",\"detail\":\"2 things are wrong\","
                + "\"problems\":[\"a\",\"b\"]}")
        .then(200, NO_HITS);

    MillraceException failure = failure(() -> client.search(SearchQuery.of("gates")));

    assertThat(failure).hasMessage("Cannot search: 400 BAD_REQUEST: 2 things are wrong (a; b)");
    assertThat(failure.problems()).containsExactly("a", "b");
    assertThat(service.asked).hasSize(1);
  }

  @Test
  void followsNobodyWithItsKey() {
    service.then(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          ScriptedService.send(exchange, 302, "");
        });

    assertThat(failure(client::status).status()).isEqualTo(302);
    assertThat(service.asked).hasSize(1);
  }

  @Test
  void waitsNoLongerThanItWasTold() {
    CountDownLatch over = new CountDownLatch(1);
    service.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 100); // and the body never comes
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    MillraceClient hurried =
        new MillraceClient(ClientSettings.of(service.uri()).withTimeout(Duration.ofMillis(300)));

    try {
      MillraceException failure = failure(hurried::status);
      assertThat(failure.code()).isEqualTo(MillraceException.TIMEOUT);
      assertThat(failure.status()).isZero();
    } finally {
      over.countDown();
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    MillraceClient alone =
        new MillraceClient(ClientSettings.of(URI.create("http://127.0.0.1:" + port)));

    assertThat(failure(alone::status))
        .hasMessage(
            "Cannot read the status at 127.0.0.1:" + port + ": UNREACHABLE: ConnectException");
  }

  @Test
  void leavesAnInterruptedThreadInterrupted() {
    Thread.currentThread().interrupt();

    MillraceException failure = failure(client::status);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.code()).isEqualTo(MillraceException.INTERRUPTED);
  }

  private static MillraceException failure(ThrowingCallable call) {
    MillraceException failure = catchThrowableOfType(MillraceException.class, call);
    return Objects.requireNonNull(failure, "it was answered");
  }
}
