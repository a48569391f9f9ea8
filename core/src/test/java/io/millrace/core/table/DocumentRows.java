package io.millrace.core.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@code documents} for tests that only care which document and revision they are of. */
public final class DocumentRows {
  private DocumentRows() {}

  /** A small row. */
  public static Document row(String docId, long revision, Outcome outcome) {
    return row(docId, revision, outcome, null);
  }

  /** The same, since when it is in the base. */
  public static Document row(
      String docId, long revision, Outcome outcome, @Nullable Instant firstIngestedAt) {
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
        Instant.EPOCH,
        firstIngestedAt);
  }
}
