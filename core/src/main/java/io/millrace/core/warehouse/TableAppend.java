package io.millrace.core.warehouse;

import java.util.Collection;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * One run's append to one table, under a lease: files first, then one commit that makes them
 * visible.
 *
 * <p><b>Fencing.</b> Opening writes the lease's token into the table's properties, and the commit
 * checks it in Iceberg's validation, which reads the same metadata that the catalog's
 * compare-and-set then replaces. So a holder that was frozen and followed can never commit after
 * its follower has opened; no clock decides.
 *
 * <p><b>Once only.</b> The snapshot's summary carries the run's id; a commit whose run is already
 * in the table's history does nothing. Maintenance keeps every snapshot that is younger than the
 * oldest lease in use, so a run always finds its own.
 *
 * <p><b>Leftovers.</b> Opening deletes what earlier runs under the same lease left without a
 * snapshot that shows it ({@link StagedFiles}): their holders can no longer commit.
 */
public final class TableAppend {
  /** The key of the run's id in a snapshot's summary. */
  public static final String RUN_ID = "millrace.run-id";

  private final Table table;
  private final String name;
  private final Lease lease;
  private final Fence fence;
  private final StagedFiles staged;

  private TableAppend(Table table, String name, Lease lease, Fence fence, StagedFiles staged) {
    this.table = table;
    this.name = name;
    this.lease = lease;
    this.fence = fence;
    this.staged = staged;
  }

  static TableAppend open(CatalogDatabase database, Table table, String name, Lease lease) {
    Fence fence = new Fence(table, lease);
    StagedFiles staged = new StagedFiles(database, table, name, lease);
    staged.begin(fence);
    return new TableAppend(table, name, lease, fence, staged);
  }

  /** The folder for the run's files, for {@link RowFileWriter#open}. */
  public String folder() {
    return staged.folder();
  }

  /** A copy of the table that can be sent to executors, to write files with. */
  public Table serializableTable() {
    return SerializableTable.copyOf(table);
  }

  /** Makes {@code files} visible; nothing happens where this run has already done so. */
  public void commit(Collection<DataFile> files) {
    commit(files, Map.of(), SnapshotAncestryValidator.NON_VALIDATING);
  }

  /**
   * As {@link #commit(Collection)}, with more in the snapshot's summary and a further check.
   *
   * @param files the files to show
   * @param summary what the snapshot's summary says besides the run's id
   * @param check sees the table's history, newest first, as of the compare-and-set
   * @throws WarehouseException with code {@code LEASE_LOST}, or {@code REVISION} where {@code
   *     check} fails
   */
  public void commit(
      Collection<DataFile> files, Map<String, String> summary, SnapshotAncestryValidator check) {
    table.refresh();
    if (staged.committed() != null) {
      return;
    }
    AppendFiles append =
        table
            .newAppend()
            .validateWith(
                new SnapshotAncestryValidator() {
                  @Override
                  public boolean validate(Iterable<Snapshot> history) {
                    return fence.stands() && check.validate(history);
                  }

                  @Override
                  public String errorMessage() {
                    return check.errorMessage();
                  }
                });
    append.set(RUN_ID, lease.runId());
    summary.forEach(append::set);
    files.forEach(append::appendFile);
    try {
      append.commit();
    } catch (ValidationException e) {
      table.refresh();
      if (!fence.stands()) {
        staged.note();
        throw lease.lost();
      }
      throw new WarehouseException(
          WarehouseException.Code.REVISION,
          "Cannot commit run " + lease.runId() + " to " + name + ": " + e.getMessage(),
          e);
    }
    staged.sweep();
  }

  /**
   * Deletes the run's files, when it has failed. What its last tasks may still write is deleted by
   * the next run.
   */
  public void abandon() {
    table.refresh();
    staged.delete();
  }

  /** Ends a run that writes nothing. */
  void end() {
    staged.sweep();
  }
}
