package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.release.Releases;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken back since a release stays unseen when that release is live again. */
class RollbackTest {
  private static final String FORGOTTEN = Ids.document("file:///forgotten.txt");
  private static final String NARROWED = Ids.document("file:///narrowed.txt");

  @TempDir Path root;

  @Test
  void neitherTheForgottenNorTheNarrowedComeBack() throws IOException {
    try (TestService service = new TestService(root)) {
      service.publish(
          1,
          document("kept.txt", "the turbine hall is kept"),
          document("forgotten.txt", "the turbine secret is forgotten", "涡轮机密"),
          document("narrowed.txt", "the turbine plan is narrowed", "涡轮计划"));
      service.publish(
          2, document("narrowed.txt", List.of("board"), "the turbine plan is narrowed"));
      service.start();
      assertThat(texts(service, null)).contains("kept", "forgotten").doesNotContain("narrowed");

      DenyList denied = new DenyList(service.folders().releases());
      denied.forget(List.of("file:///forgotten.txt"), "withdrawn");
      denied.narrow(List.of(new Narrowed(NARROWED, List.of("board"), 2)), () -> {});
      assertThat(texts(service, null)).as("at the next request").doesNotContain("forgotten");

      new Releases(service.folders().releases()).rollback(null);
      TestService.await(() -> service.get("/readyz").body().contains("r000001"));
      String board = service.key("chair", "board");
      assertThat(texts(service, null)).contains("kept").doesNotContain("forgotten", "narrowed");
      assertThat(texts(service, board)).contains("kept", "narrowed").doesNotContain("forgotten");
      for (String id : List.of(FORGOTTEN, NARROWED)) {
        assertThat(service.get("/api/documents/" + id).status()).isEqualTo(404);
        assertThat(service.get("/api/documents/" + id + "/original").status()).isEqualTo(404);
      }
      assertThat(service.get("/api/documents/" + FORGOTTEN, board).status()).isEqualTo(404);
      assertThat(service.get("/api/documents/" + NARROWED, board).status()).isEqualTo(200);
      assertThat(service.get("/api/suggest?q=Title+of").body())
          .contains("kept")
          .doesNotContain("forgotten", "narrowed");
      assertThat(service.get("/api/status").json().path("documents").asInt()).isEqualTo(1);

      Files.writeString(service.folders().releases().resolve("deny.json"), "{");
      assertThat(service.get("/api/search?q=turbine").status()).as("fails closed").isEqualTo(503);
    }
  }

  /** All that every mode and the facets say. */
  private static String texts(TestService service, @org.jspecify.annotations.Nullable String key) {
    StringBuilder all = new StringBuilder();
    for (String mode : List.of("bm25", "dense", "hybrid")) {
      for (String question : List.of("turbine", "涡轮")) {
        all.append(
            service
                .get(
                    "/api/search?facets=true&mode=" + mode + "&q=" + TestService.encode(question),
                    key)
                .body());
      }
    }
    return all.toString();
  }
}
