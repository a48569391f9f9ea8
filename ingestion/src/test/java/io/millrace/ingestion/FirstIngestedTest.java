package io.millrace.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Since when a document is in the base, over all that can happen to it. */
final class FirstIngestedTest extends IngestFixture {
  private Instant first(String name) {
    return Objects.requireNonNull(document(name).firstIngestedAt(), name);
  }

  @Test
  void everyLaterRowCarriesItOn() throws IOException {
    file("文档.txt", "alpha");
    file("broken.txt", "BROKEN");
    ingest();
    Instant first = first("%E6%96%87%E6%A1%A3.txt");
    assertThat(first).isEqualTo(document("%E6%96%87%E6%A1%A3.txt").ingestedAt());
    assertThat(document("broken.txt").firstIngestedAt()).as("never live").isNull();

    file("文档.txt", "beta");
    file("broken.txt", "fine now");
    ingest();
    Document edited = document("%E6%96%87%E6%A1%A3.txt");
    assertThat(edited.firstIngestedAt()).isEqualTo(first).isBefore(edited.ingestedAt());
    assertThat(first("broken.txt")).isEqualTo(edited.ingestedAt());

    ingest(config(List.of("board"), Map.of()));
    assertThat(document("%E6%96%87%E6%A1%A3.txt").revision()).isEqualTo(3);
    assertThat(first("%E6%96%87%E6%A1%A3.txt")).as("only its groups changed").isEqualTo(first);

    file("文档.txt", "BROKEN");
    ingest(config(List.of("board"), Map.of()));
    assertThat(document("%E6%96%87%E6%A1%A3.txt").outcome()).isEqualTo(Outcome.REJECTED);
    file("文档.txt", "gamma");
    ingest(config(List.of("board"), Map.of()));
    assertThat(first("%E6%96%87%E6%A1%A3.txt")).as("mended").isEqualTo(first);

    Files.delete(source.resolve("文档.txt"));
    ingest(config(List.of("board"), Map.of()));
    assertThat(first("%E6%96%87%E6%A1%A3.txt")).isEqualTo(first);
    file("文档.txt", "gamma");
    ingest(config(List.of("board"), Map.of()));
    Document back = document("%E6%96%87%E6%A1%A3.txt");
    assertThat(back.firstIngestedAt()).as("it begins again").isEqualTo(back.ingestedAt());

    Files.move(source.resolve("文档.txt"), source.resolve("moved.txt"));
    ingest(config(List.of("board"), Map.of()));
    Document moved = document("moved.txt");
    assertThat(moved.firstIngestedAt()).as("another document").isEqualTo(moved.ingestedAt());
  }
}
