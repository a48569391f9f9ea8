package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Ids;
import io.millrace.embedding.index.Rows;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.query.encode.QuestionEncoders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who takes long: to read an answer, to be answered, or to find the right key. */
class SlowReaderTest {
  @TempDir Path root;

  @Test
  void whoDoesNotReadHisAnswersHoldsHisTurns() throws IOException {
    try (TestService service = new TestService(root)) {
      Path file = Files.write(root.resolve("large.bin"), new byte[32 << 20]);
      service.publish(1, Rows.file(file, List.of("public"), "large"));
      service.start(Map.of("query.concurrent", "2"));
      String id = Ids.document(file.toUri().toString());
      List<Socket> readers = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          Socket reader =
              new Socket(InetAddress.getLoopbackAddress(), URI.create(service.url()).getPort());
          readers.add(reader);
          reader
              .getOutputStream()
              .write(
                  ("GET /api/documents/" + id + "/original HTTP/1.1\r\nHost: a\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
          String begun =
              new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
          assertThat(begun).isEqualTo("HTTP/1.1 200");
        }
        assertThat(service.get("/api/releases").status()).isEqualTo(429);
      } finally {
        for (Socket reader : readers) {
          reader.close();
        }
      }
      TestService.await(() -> service.get("/api/releases").status() == 200);
    }
  }

  @Test
  void aRequestThatRunsIsAnsweredBeforeTheServiceEnds() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    QuestionEncoders slow =
        new QuestionEncoders(
            indexed -> {
              QueryEncoder encoder = TestService.encoder(indexed);
              return new QueryEncoder() {
                @Override
                public String fingerprint() {
                  return encoder.fingerprint();
                }

                @Override
                public float[] encode(String query) {
                  if (query.equals("slow")) {
                    asked.countDown();
                    await(answer);
                  }
                  return encoder.encode(query);
                }
              };
            },
            10);
    try (TestService service = new TestService(root)) {
      service.publish(1, document("a.txt", "slow and fast"));
      service.start(Map.of(), slow);
      CompletableFuture<TestService.Answer> running =
          CompletableFuture.supplyAsync(() -> service.get("/api/search?q=slow"));
      asked.await();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(service::stop);
      TestService.await(() -> !listens(service.url));
      answer.countDown();
      assertThat(running.get().status()).isEqualTo(200);
      stopping.get();
    }
  }

  @Test
  void aFullServiceRefusesProgramsAtOnceAndShowsPeopleAPage() throws IOException {
    try (TestService service = new TestService(root)) {
      Path file = Files.write(root.resolve("large.bin"), new byte[32 << 20]);
      service.publish(1, Rows.file(file, List.of("public"), "large"));
      service.start(Map.of("query.queue", "1"));
      String id = Ids.document(file.toUri().toString());
      try (Socket reader =
          new Socket(InetAddress.getLoopbackAddress(), URI.create(service.url).getPort())) {
        reader
            .getOutputStream()
            .write(
                ("GET /api/documents/" + id + "/original HTTP/1.1\r\nHost: a\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.getInputStream().readNBytes(12)).hasSize(12);

        TestService.Answer refused = service.get("/api/releases");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().path("code").asText()).isEqualTo("BUSY");
        assertThat(refused.json().path("detail").asText()).contains("1 requests already");
        TestService.Answer page =
            service.send(
                HttpRequest.newBuilder(URI.create(service.url() + "/search?q=large"))
                    .header("Accept", "text/html"));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(service.get("/readyz").status()).isEqualTo(200);
      }
      TestService.await(() -> service.get("/api/releases").status() == 200);
      assertThat(service.get("/metrics").body())
          .contains("millrace_requests_seconds_count{route=\"/api/\",status=\"503\"}");
    }
  }

  private static boolean listens(String url) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tryingKeysCountsAsAsking() throws IOException {
    try (TestService service = new TestService(root)) {
      service.publish(1, document("a.txt", "one"));
      service.start(Map.of("query.rate", "5"));
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        statuses.add(service.get("/api/releases", "wrong" + i).status());
      }
      assertThat(statuses).contains(401, 429).doesNotContain(200);
    }
  }
}
