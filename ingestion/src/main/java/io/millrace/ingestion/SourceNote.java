package io.millrace.ingestion;

import io.millrace.core.table.Ids;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import java.util.Optional;

/**
 * How a source stood at a revision, kept in the properties of {@code documents}: a run that finds
 * the same files at the same revision has nothing to do, and needs no Spark to know it. It says
 * nothing at any other revision, so that it does no harm where a run dies before it is written, or
 * a late one writes it.
 */
record SourceNote(long revision, SourceStanding standing) {
  private static final String PREFIX = "millrace.ingested.";

  /** The source's note, where it is of this revision. */
  static Optional<SourceStanding> of(Warehouse warehouse, String source, long revision) {
    String note = warehouse.table(Tables.DOCUMENTS).properties().get(key(source));
    if (note == null) {
      return Optional.empty();
    }
    String[] parts = note.split(" ");
    return Long.parseLong(parts[0]) != revision
        ? Optional.empty()
        : Optional.of(
            new SourceStanding(
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                parts[5]));
  }

  void write(Warehouse warehouse, String source) {
    String note =
        revision
            + " "
            + standing.live()
            + " "
            + standing.duplicates()
            + " "
            + standing.rejected()
            + " "
            + standing.bytes()
            + " "
            + standing.digest();
    warehouse.table(Tables.DOCUMENTS).updateProperties().set(key(source), note).commit();
  }

  private static String key(String source) {
    return PREFIX + Ids.hash("source", source);
  }
}
