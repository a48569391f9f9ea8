package io.millrace.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.index.Rows;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.query.access.AccessKeys;
import io.millrace.query.encode.QuestionEncoders;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A warehouse folder with real generations and releases, and services on free loopback ports. */
final class TestService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Path root;
  final HttpClient client = HttpClient.newHttpClient();
  private @Nullable QueryServer server;
  String url = "";

  TestService(Path root) {
    this.root = root;
  }

  WarehouseFolders folders() {
    return WarehouseFolders.of(settings(Map.of()));
  }

  Settings settings(Map<String, String> flags) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "warehouse", root.toString(),
                "query.port", "0",
                "query.poll", "20ms",
                "query.rate", "0",
                "query.concurrent", "1000",
                "query.queue", "1000"));
    all.putAll(flags);
    return Settings.load(Optional.empty(), Map.of(), all);
  }

  /** Builds a generation of the changed documents on the last one; returns its id. */
  String index(long revision, Document... documents) throws IOException {
    try (GenerationWriter writer =
        new Generations(folders().index()).derive(revision, IndexSettings.of(Rows.BOTH))) {
      for (Document document : documents) {
        writer.apply(document, Rows.VECTORS);
      }
      Manifest manifest = writer.commit();
      return manifest.generation();
    }
  }

  /** Builds and publishes. */
  Release publish(long revision, Document... documents) throws IOException {
    return new Releases(folders().releases()).publish(index(revision, documents), revision, null);
  }

  /** The vector of a question is that of the passage with the same text. */
  static QueryEncoder encoder(IndexedEncoder encoder) {
    return new QueryEncoder() {
      @Override
      public String fingerprint() {
        return encoder.fingerprint();
      }

      @Override
      public float[] encode(String query) {
        return Rows.vector(Ids.text(query) + encoder.fingerprint());
      }
    };
  }

  /** Starts the service and waits until it is ready. */
  TestService start(Map<String, String> flags) throws IOException {
    return start(flags, new QuestionEncoders(TestService::encoder, 1000));
  }

  TestService start() throws IOException {
    return start(Map.of());
  }

  TestService start(Map<String, String> flags, QuestionEncoders encoders) throws IOException {
    stop();
    server = QueryServer.start(settings(flags), encoders);
    url = server.url();
    await(() -> !get("/readyz").body().contains("being opened"));
    return this;
  }

  void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  String url() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.url();
  }

  int port() {
    return URI.create(url()).getPort();
  }

  String key(String name, String... groups) throws IOException {
    return new AccessKeys(folders().access()).create(name, List.of(groups), null).secret();
  }

  /** An answer. */
  record Answer(int status, String body, HttpResponse<byte[]> response) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url() + path)));
  }

  Answer get(String path, @Nullable String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    return send(key == null ? request : request.header("Authorization", "Bearer " + key));
  }

  Answer post(String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(
              request.timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
    } catch (IOException e) {
      throw new AssertionError("no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Waits for something that another thread brings about. */
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come about in " + PATIENCE);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  String log(String name) throws IOException {
    return Files.readString(logFile(name));
  }

  Path logFile(String name) {
    return root.resolve("logs").resolve(name + "-" + LocalDate.now(ZoneOffset.UTC) + ".log");
  }

  @Override
  public void close() {
    stop();
  }
}
