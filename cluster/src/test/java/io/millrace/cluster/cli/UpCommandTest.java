package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The query service from the layout, as a process: its own class path, its own Java. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpCommandTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Path warehouse;
  private Launcher millrace;

  @BeforeEach
  void twoNights() throws IOException {
    warehouse = folder.resolve("库 1");
    Nights nights = new Nights(9);
    nights.next(warehouse);
    nights.next(warehouse);
    millrace = new Launcher(layout(), folder, Map.of("MILLRACE_WAREHOUSE", warehouse.toString()));
  }

  @AfterEach
  void down() throws IOException, InterruptedException {
    millrace.json("down");
  }

  private HttpResponse<String> get(JsonNode up, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(up.get("url").asText() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String release(JsonNode up) throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(get(up, "/api/search?mode=bm25&q=pump").body())
        .path("release")
        .asText();
  }

  @Test
  void itServesFollowsSurvivesKillsAndEnds() throws IOException, InterruptedException {
    JsonNode up = millrace.json("up", "--no-graph", "--port", "0");
    assertThat(release(up)).isEqualTo("r000002");
    assertThat(millrace.json("up", "--no-graph", "--port", "0").get("pid"))
        .as("up once")
        .isEqualTo(up.get("pid"));

    millrace.json("rollback");
    await(() -> release(up).equals("r000001"));

    String key =
        millrace.json("keys", "create", "--name", "mei", "--groups", "board").get("key").asText();
    assertThat(get(up, "/api/status", "Authorization", "Bearer " + key).statusCode())
        .isEqualTo(200);
    millrace.json("keys", "revoke", "mei");
    assertThat(get(up, "/api/status", "Authorization", "Bearer " + key).statusCode())
        .isEqualTo(401);

    ProcessHandle service = ProcessHandle.of(up.get("pid").asLong()).orElseThrow();
    assertThat(failure("up", "--no-graph", "--port", "0", "--require-key"))
        .as("an open door is no closed one")
        .contains("other settings", "millrace down");
    service.destroyForcibly();
    await(() -> !service.isAlive());
    JsonNode again = millrace.json("up", "--no-graph", "--port", "0", "--require-key");
    assertThat(again.get("pid")).isNotEqualTo(up.get("pid"));
    assertThat(get(again, "/api/search?q=pump").statusCode()).isEqualTo(401);

    assertThat(millrace.json("down").get("ended")).isEqualTo(again.get("pid"));
    assertThat(millrace.json("down").get("ended").isNull()).isTrue();
  }

  @Test
  void itsGraphDatabaseComesAndGoesWithIt() throws IOException, InterruptedException {
    JsonNode up = millrace.json("up", "--port", "0");
    URI graph = URI.create(up.get("graph").asText());
    assertThat(graph.getScheme()).isEqualTo("bolt");
    assertThat(millrace.json("status").get("graph").asText()).isEqualTo(graph.toString());
    assertThat(millrace.json("up", "--port", "0").get("graph").asText())
        .as("started once")
        .isEqualTo(graph.toString());
    assertThat(Files.getPosixFilePermissions(warehouse.resolve("graph/password")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    JsonNode down = millrace.json("down");
    assertThat(down.get("graph_ended").isNumber()).isTrue();
    assertThat(ProcessHandle.of(down.get("graph_ended").asLong()).filter(ProcessHandle::isAlive))
        .isEmpty();
    assertThat(millrace.json("status").get("graph").isNull()).isTrue();
  }

  @Test
  void itsClassPathHasNoEngine() throws IOException {
    try (Stream<Path> jars = Files.list(layout().resolve("serve"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .anyMatch(jar -> jar.startsWith("millrace-query"))
          .noneMatch(jar -> jar.matches(".*(spark|hadoop|iceberg|beam|scala|aws|sqlite).*"));
    }
  }

  @Test
  void whoAnswersAtItsPortIsNotTakenForIt() throws IOException, InterruptedException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    other.start();
    try {
      assertThat(
              failure("up", "--no-graph", "--port", Integer.toString(other.getAddress().getPort())))
          .contains("Cannot listen", Integer.toString(other.getAddress().getPort()));
      assertThat(millrace.json("down").get("ended").isNull()).isTrue();
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aSlipInTheNameOfTheWarehouseIsAnError() throws IOException, InterruptedException {
    Path slip = folder.resolve("slip");
    assertThat(failure("up", "--warehouse", slip.toString())).contains("slip", "so it is none");
    assertThat(slip).doesNotExist();
  }

  @Test
  void aCheckSaysWhatIsWrong() throws IOException, InterruptedException {
    Launcher.Running run = millrace.start("serve", "--check");
    assertThat(run.process().waitFor()).as("its encoder is made up").isEqualTo(1);
    assertThat(Files.readString(run.out()))
        .contains("degraded, release r000002", "Words only", "GET /api/search", " 200");
  }

  /** What a command that fails says. */
  private String failure(String... arguments) throws IOException, InterruptedException {
    Launcher.Running run = millrace.start(arguments);
    assertThat(run.process().waitFor()).isNotZero();
    return Files.readString(run.err());
  }

  private static Path layout() {
    return Path.of(Objects.requireNonNull(System.getProperty("millrace.layout")));
  }

  /** Something that comes true. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("30 seconds are over").isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
