package io.millrace.ingestion.write;

import io.millrace.core.table.Outcome;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a document was before this run's row of it.
 *
 * @param wasLive whether it was live, so that a rejection takes it out of the search
 * @param firstIngestedAt since when it is in the base, where that is known
 */
public record Before(boolean wasLive, @Nullable Instant firstIngestedAt) implements Serializable {
  /** Of a row with the columns {@code old_outcome} and {@code old_first}. */
  static Before of(Row row) {
    Timestamp first = row.getAs("old_first");
    return new Before(
        Outcome.LIVE.name().equals(row.getAs("old_outcome")),
        first == null ? null : first.toInstant());
  }

  /** What the document's next row carries: a live one begins what was not begun before. */
  @Nullable Instant firstIngestedAt(Outcome next, Instant at) {
    return firstIngestedAt == null && next == Outcome.LIVE && !wasLive ? at : firstIngestedAt;
  }
}
