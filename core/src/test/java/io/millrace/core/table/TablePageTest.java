package io.millrace.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TablePageTest {
  /** Run with {@code -Dmillrace.regenerate=true} to write the page anew. */
  @Test
  void thePageSaysWhatTheSchemasSay() throws IOException {
    Path page = Path.of("../docs/tables.md");
    if (Boolean.getBoolean("millrace.regenerate")) {
      Files.writeString(page, TablePage.markdown());
    }
    assertThat(page).hasContent(TablePage.markdown());
  }
}
