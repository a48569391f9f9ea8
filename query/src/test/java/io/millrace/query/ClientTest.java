package io.millrace.query;

import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.client.ClientSettings;
import io.millrace.client.MillraceClient;
import io.millrace.client.MillraceException;
import io.millrace.client.SearchAnswer;
import io.millrace.client.SearchMode;
import io.millrace.client.SearchQuery;
import io.millrace.core.table.Ids;
import io.millrace.embedding.index.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's methods against the service that it is for. */
class ClientTest {
  @TempDir Path root;

  @Test
  void everyMethodUnderstandsTheService() throws IOException {
    try (TestService service = new TestService(root)) {
      Path file = Files.writeString(root.resolve("文件.txt"), "the very bytes");
      service.publish(
          1,
          Rows.file(file, List.of("public"), "the very bytes", "大坝每周巡检一次"),
          document("vault.txt", List.of("board"), "The vault is checked weekly"),
          Rows.rejected(
              "broken.pdf",
              List.of("public"),
              1,
              io.millrace.core.table.RejectCode.CORRUPT,
              "no trailer"));
      service.start();
      ClientSettings settings = ClientSettings.of(URI.create(service.url()));
      MillraceClient client = new MillraceClient(settings);
      assertThat(client.ready().isReady()).isTrue();

      SearchAnswer answer =
          client.search(
              SearchQuery.of("大坝 巡检")
                  .with(SearchQuery.Extra.WHY)
                  .with(SearchQuery.Extra.FACETS)
                  .withLanguages("zh"));
      assertThat(answer.hits().get(0).text()).isEqualTo("大坝每周巡检一次");
      assertThat(answer.hits().get(0).why()).isNotNull();
      assertThat(answer.facets()).isNotNull();
      assertThat(client.search(SearchQuery.of("vault").withMode(SearchMode.BM25)).hits()).isEmpty();
      String key = service.key("chair", "board");
      MillraceClient chair = new MillraceClient(settings.withKey(key));
      assertThat(chair.search(SearchQuery.of("vault").withMode(SearchMode.BM25)).hits()).hasSize(1);
      assertThat(client.searchAll(List.of(SearchQuery.of("bytes"), SearchQuery.of("大坝"))))
          .hasSize(2);

      assertThat(client.suggest("Title of")).isNotEmpty();
      String id = Ids.document(file.toUri().toString());
      assertThat(client.document(id).orElseThrow().text()).startsWith("the very bytes");
      assertThat(client.document("0".repeat(32))).isEmpty();
      Path copy = client.original(id, root.resolve("copy.txt")).orElseThrow();
      assertThat(copy).hasContent("the very bytes");
      assertThat(client.releases()).hasSize(1);
      assertThat(client.status().rejects().newest()).hasSize(1);

      assertThatThrownBy(() -> client.search(SearchQuery.of("a").withK(1_000)))
          .isInstanceOfSatisfying(
              MillraceException.class, e -> assertThat(e.code()).isEqualTo("BAD_REQUEST"));
      MillraceClient stranger = new MillraceClient(settings.withKey("nonsense"));
      assertThatThrownBy(stranger::status)
          .isInstanceOfSatisfying(
              MillraceException.class, e -> assertThat(e.status()).isEqualTo(401));
    }
  }
}
