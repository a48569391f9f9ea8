package io.millrace.core.warehouse;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;

/**
 * One run's replacement of data files by others, under a lease: fenced, staged and committed once
 * as a {@link TableAppend} is. Files that were appended between plan and commit stay: only the
 * named ones are replaced, and each must still be there.
 *
 * <p>Iceberg's own action for this, {@code rewriteDataFiles}, gives no place to check a fence in
 * the same step as the compare-and-set, can write only what is known before it starts into the
 * snapshot's summary, and cannot leave rows out.
 */
public final class TableRewrite {
  private final Table table;
  private final long planned;
  private final Lease lease;
  private final Fence fence;
  private final StagedFiles staged;

  private TableRewrite(Table table, Lease lease, Fence fence, StagedFiles staged) {
    this.table = table;
    this.lease = lease;
    this.fence = fence;
    this.staged = staged;
    Snapshot current = table.currentSnapshot();
    this.planned = current == null ? -1 : current.snapshotId();
  }

  static TableRewrite open(CatalogDatabase database, Table table, String name, Lease lease) {
    Fence fence = new Fence(table, lease);
    StagedFiles staged = new StagedFiles(database, table, name, lease);
    staged.begin(fence);
    return new TableRewrite(table, lease, fence, staged);
  }

  /** The folder for the run's files, for {@link RowFileWriter#open}. */
  public String folder() {
    return staged.folder();
  }

  /** A copy of the table that can be sent to executors, to read and write files with. */
  public Table serializableTable() {
    return SerializableTable.copyOf(table);
  }

  /**
   * Replaces files; nothing happens where this run has already done so.
   *
   * @param removed files of the table as it was when this was opened, or later
   * @param added files with the same rows, or fewer
   * @param carried what the new snapshot's summary must say, told from the table's history, newest
   *     first; where an append changes it in between, it is asked again
   * @throws WarehouseException with code {@code LEASE_LOST}
   */
  public void commit(
      Collection<DataFile> removed,
      Collection<DataFile> added,
      Function<Iterable<Snapshot>, Map<String, String>> carried) {
    new RunCommit(table, lease, fence, staged)
        .make(() -> update(removed, added), carried, SnapshotAncestryValidator.NON_VALIDATING);
  }

  private SnapshotUpdate<?> update(Collection<DataFile> removed, Collection<DataFile> added) {
    if (rows(removed) == rows(added)) {
      RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(planned);
      removed.forEach(rewrite::deleteFile);
      added.forEach(rewrite::addFile);
      return rewrite;
    }
    OverwriteFiles overwrite =
        table.newOverwrite().validateFromSnapshot(planned).validateNoConflictingDeletes();
    removed.forEach(overwrite::deleteFile);
    added.forEach(overwrite::addFile);
    return overwrite;
  }

  private static long rows(Collection<DataFile> files) {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  /** Deletes the run's files, when it ends without a commit. */
  public void abandon() {
    table.refresh();
    staged.sweep();
  }
}
