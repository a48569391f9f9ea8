package io.millrace.core.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rows of {@code documents} for tests that only care which document and revision they are of. */
public final class DocumentRows {
  private DocumentRows() {}

  /** A small row. */
  public static Document row(String docId, long revision, Outcome outcome) {
    return new Document(
        docId,
        revision,
        "r",
        "s",
        "file:///" + docId,
        outcome,
        null,
        null,
        "",
        "",
        "",
        0,
        null,
        null,
        "und",
        Map.of(),
        List.of(),
        "text of " + docId + " as of " + revision,
        List.of(),
        List.of(),
        Instant.EPOCH);
  }
}
