package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.release.Release;
import io.millrace.core.table.Document;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasePickUpTest {
  @TempDir Path root;
  private TestService service;

  @BeforeEach
  void publish() throws IOException {
    service = new TestService(root);
    service.publish(1, documents(1));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static Document[] documents(int revision) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      documents.add(document("d" + i, "the dam in state " + revision + " number " + i));
    }
    return documents.toArray(Document[]::new);
  }

  @Test
  void swapsFailNoRequestAndNoAnswerMixesReleases() throws Exception {
    service.start();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        String mode = List.of("bm25", "hybrid", "dense", "hybrid").get(reader);
        readers.add(threads.submit(() -> read(mode, done)));
      }
      for (int revision = 2; revision <= 8; revision++) {
        Release release = service.publish(revision, documents(revision));
        TestService.await(() -> served().equals(release.release()));
      }
      done.set(true);
      for (Future<Integer> each : readers) {
        assertThat(each.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(openShards()).as("generations that are still mapped").isEqualTo(1);
  }

  private int read(String mode, AtomicBoolean done) {
    int read = 0;
    while (!done.get()) {
      TestService.Answer answer = service.get("/api/search?k=20&q=the+dam&mode=" + mode);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      int release = Integer.parseInt(answer.json().path("release").asText().substring(1));
      answer
          .json()
          .path("hits")
          .forEach(hit -> assertThat(hit.path("text").asText()).contains("state " + release + " "));
      read++;
    }
    return read;
  }

  private String served() {
    return service.get("/readyz").json().path("release").asText();
  }

  /** Different generations among the files that this process has mapped. */
  private long openShards() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains(root.toString()))
          .map(line -> line.replaceAll(".*/(g\\d+-\\d+)/.*", "$1"))
          .distinct()
          .count();
    }
  }

  /** Cuts every file of postings and vectors of a generation, which shares none with others. */
  private void damage(String generation) throws IOException {
    try (Stream<Path> files = Files.walk(service.folders().index().resolve(generation))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cfs")).toList()) {
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
          cut.seek(cut.length() / 2);
          int value = cut.read();
          cut.seek(cut.length() / 2);
          cut.write(value ^ 1);
        }
      }
    }
  }

  @Test
  void aDamagedReleaseIsReportedAndTheLastGoodOneGoesOn() throws IOException {
    service.start();
    String generation = service.index(2, documents(2));
    damage(generation);
    new io.millrace.core.release.Releases(service.folders().releases())
        .publish(generation, 2, null);
    TestService.await(() -> service.get("/readyz").body().contains("r000002 cannot be served"));
    assertThat(service.get("/readyz").status()).isEqualTo(200);
    assertThat(service.get("/readyz").json().path("status").asText()).isEqualTo("degraded");
    assertThat(service.get("/api/search?q=dam&mode=bm25").json().path("release").asText())
        .isEqualTo("r000001");
    assertThat(service.get("/metrics").body()).contains("millrace_release_problem 1");

    service.start();
    TestService.await(() -> served().equals("r000001"));
    assertThat(service.get("/api/search?q=dam&mode=bm25").status()).isEqualTo(200);

    service.publish(3, documents(3));
    TestService.await(() -> served().equals("r000003"));
    assertThat(service.get("/readyz").json().path("status").asText()).isEqualTo("ready");
  }

  @Test
  void aGenerationThatIsGoneIsReported() throws IOException {
    service.start();
    new io.millrace.core.release.Releases(service.folders().releases())
        .publish("g0000000009-0001", 9, null);
    TestService.await(() -> service.get("/readyz").body().contains("g0000000009-0001"));
    assertThat(served()).isEqualTo("r000001");
  }
}
