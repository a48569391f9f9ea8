package io.millrace.core.revision;

import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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
 * table carries the last revision on ({@link #carried}), and every commit from where on the
 * revisions are exact, so that the newest snapshot always tells both and older ones may expire.
 */
public final class Revisions {
  /** The lease of the writer of {@code documents}. */
  public static final String LEASE = "documents";

  private static final String REVISION = "millrace.revision";
  private static final String EXACT_FROM = "millrace.exact-from";

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

  /**
   * The revision from which on the documents are exact as of each: the highest from which on any
   * maintenance that took rows away kept them, 1 where none has. Earlier ones may be exact.
   */
  public long exactFrom() {
    return Math.max(1, exactFrom(SnapshotUtil.currentAncestors(warehouse.table(Tables.DOCUMENTS))));
  }

  private static long exactFrom(Iterable<Snapshot> history) {
    long highest = 0;
    for (Snapshot snapshot : history) {
      String from = snapshot.summary().get(EXACT_FROM);
      if (from != null) {
        highest = Math.max(highest, Long.parseLong(from));
      }
    }
    return highest;
  }

  /** What a commit that adds no revision must write into its snapshot's summary. */
  public static Map<String, String> carried(Iterable<Snapshot> history) {
    return summary(last(history), exactFrom(history));
  }

  /** As {@link #carried(Iterable)}, for one that takes away the rows that {@code kept} lets go. */
  public static Map<String, String> carried(Iterable<Snapshot> history, KeptRevisions kept) {
    return summary(last(history), Math.max(exactFrom(history), kept.from()));
  }

  private static Map<String, String> summary(long revision, long exactFrom) {
    Map<String, String> summary = new HashMap<>();
    if (revision > 0) {
      summary.put(REVISION, Long.toString(revision));
    }
    if (exactFrom > 0) {
      summary.put(EXACT_FROM, Long.toString(exactFrom));
    }
    return summary;
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
        history -> summary(revision, exactFrom(history)),
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
