package io.millrace.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredDocumentTest {
  @Test
  void sinceWhenItIsInTheBaseIsKeptAndUnknownInOldGenerations() throws IOException {
    Instant first = Instant.parse("2026-02-03T04:05:06Z");
    StoredDocument stored =
        StoredDocument.of(
            new Document(
                "d",
                3,
                "run",
                "source",
                "file:///d",
                Outcome.LIVE,
                null,
                null,
                "",
                "",
                "",
                5,
                "text/plain",
                null,
                "zh",
                Map.of("created", "1970-01-02"),
                List.of("public"),
                "文档一二三",
                List.of(),
                List.of(),
                Instant.EPOCH,
                first));
    assertThat(stored.firstIngestedAt()).isEqualTo("2026-02-03T04:05:06Z");
    assertThat(stored.date()).contains(Instant.EPOCH.plus(Duration.ofDays(1)));
    assertThat(StoredDocument.ofJson(stored.toJson())).isEqualTo(stored);

    String json = new String(stored.toJson(), StandardCharsets.UTF_8);
    String old = json.replace(",\"firstIngestedAt\":\"2026-02-03T04:05:06Z\"", "");
    assertThat(old).isNotEqualTo(json);
    StoredDocument read = StoredDocument.ofJson(old.getBytes(StandardCharsets.UTF_8));
    assertThat(read.firstIngestedAt()).isNull();
    assertThat(read.revision()).isEqualTo(3);
  }
}
