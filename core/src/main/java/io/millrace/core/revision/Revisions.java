package io.millrace.core.revision;

import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The revisions of {@code documents}: 1, 2, 3 …, each the number of one commit and written into its
 * snapshot's summary. A commit succeeds only as the last revision plus one; that is checked in
 * Iceberg's validation, in one step with the catalog's compare-and-set. Every other commit to the
 * table carries the last revision on ({@link #carried}), so that the newest snapshot always tells
 * it and older ones may expire.
 */
public final class Revisions {
  /** The lease of the writer of {@code documents}. */
  public static final String LEASE = "documents";

  private static final String REVISION = "millrace.revision";

  private final Warehouse warehouse;

  /** The revisions of {@code warehouse}. */
  public Revisions(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The newest revision, 0 where nothing was ever ingested. */
  public long last() {
    Table table = warehouse.table(Tables.DOCUMENTS);
    Snapshot current = table.currentSnapshot();
    return current == null ? 0 : last(SnapshotUtil.currentAncestors(table));
  }

  private static long last(Iterable<Snapshot> history) {
    for (Snapshot snapshot : history) {
      String revision = snapshot.summary().get(REVISION);
      if (revision != null) {
        return Long.parseLong(revision);
      }
    }
    return 0;
  }

  /**
   * A revision that was the newest one at {@code instant}, or an older one: where no snapshot is
   * left from then, the one before the oldest that is.
   */
  public long asOf(Instant instant) {
    Table table = warehouse.table(Tables.DOCUMENTS);
    long revision = 0;
    if (table.currentSnapshot() != null) {
      for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
        revision = last(List.of(snapshot));
        if (snapshot.timestampMillis() <= instant.toEpochMilli()) {
          return revision;
        }
      }
    }
    return Math.max(0, revision - 1);
  }

  /** What a commit that adds no revision must write into its snapshot's summary. */
  public static Map<String, String> carried(Iterable<Snapshot> history) {
    long last = last(history);
    return last == 0 ? Map.of() : Map.of(REVISION, Long.toString(last));
  }

  /**
   * Makes {@code files} visible as {@code revision}.
   *
   * @param append an append to {@code documents}
   * @param revision the last one plus one
   * @param files files whose rows all carry this revision
   * @throws WarehouseException where another revision was committed meanwhile, or the lease is lost
   */
  public static void commit(TableAppend append, long revision, Collection<DataFile> files) {
    append.commit(
        files,
        Map.of(REVISION, Long.toString(revision)),
        new SnapshotAncestryValidator() {
          @Override
          public boolean validate(Iterable<Snapshot> history) {
            return last(history) == revision - 1;
          }

          @Override
          public String errorMessage() {
            return "revision " + revision + " does not follow the last one";
          }
        });
  }
}
