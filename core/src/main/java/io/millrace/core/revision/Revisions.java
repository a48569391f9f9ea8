package io.millrace.core.revision;

import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import java.util.Collection;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The revisions of {@code documents}: 1, 2, 3 …, each the number of one commit and written into its
 * snapshot's summary. A commit succeeds only as the last revision plus one; that is checked in
 * Iceberg's validation, in one step with the catalog's compare-and-set. Maintenance of the table
 * must keep the newest snapshot that carries a revision.
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
