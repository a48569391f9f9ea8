package io.millrace.core.warehouse;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.jspecify.annotations.Nullable;

/**
 * One run's append to one table, under a lease: files first, then one commit that makes them
 * visible.
 *
 * <p><b>Fencing.</b> Opening writes the lease's token into the table's properties, and the commit
 * checks it in Iceberg's validation, which reads the same metadata that the catalog's
 * compare-and-set then replaces. So a holder that was frozen and followed can never commit after
 * its follower has opened; no clock decides. The token stands in the table because a look at the
 * lease's row would not be one step with the compare-and-set.
 *
 * <p><b>Once only.</b> The snapshot's summary carries the run's id; a commit whose run is already
 * in the table's history does nothing.
 *
 * <p><b>Leftovers.</b> A run's files lie in a folder of its own, noted in the catalog's database
 * before the first is written. Opening deletes what earlier runs under the same lease left there
 * without a snapshot that refers to it: their holders can no longer commit.
 */
public final class TableAppend {
  /** The key of the run's id in a snapshot's summary. */
  public static final String RUN_ID = "millrace.run-id";

  private static final String FENCE = "millrace.fence.";

  private final CatalogDatabase database;
  private final Table table;
  private final String name;
  private final Lease lease;

  private TableAppend(CatalogDatabase database, Table table, String name, Lease lease) {
    this.database = database;
    this.table = table;
    this.name = name;
    this.lease = lease;
  }

  static void create(CatalogDatabase database) {
    database.update(
        "CREATE TABLE IF NOT EXISTS millrace_staged (run_id VARCHAR(255) NOT NULL,"
            + " table_name VARCHAR(255) NOT NULL, lease VARCHAR(255) NOT NULL,"
            + " PRIMARY KEY (run_id, table_name))");
  }

  static TableAppend open(CatalogDatabase database, Table table, String name, Lease lease) {
    TableAppend append = new TableAppend(database, table, name, lease);
    append.raiseFence();
    for (String runId : stagedRuns(database, name, lease)) {
      append.sweep(runId);
    }
    lease.requireHeld();
    database.update(
        "INSERT INTO millrace_staged (run_id, table_name, lease) VALUES (?, ?, ?)"
            + " ON CONFLICT (run_id, table_name) DO NOTHING",
        lease.runId(),
        name,
        lease.name());
    return append;
  }

  /** The folder for the run's files, for {@link RowFileWriter#open}. */
  public String folder() {
    return folder(lease.runId());
  }

  private String folder(String runId) {
    return table.location() + "/data/" + runId;
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
    if (snapshotOf(lease.runId()) != null) {
      return;
    }
    TableOperations operations = operations();
    AppendFiles append =
        table
            .newAppend()
            .validateWith(
                new SnapshotAncestryValidator() {
                  @Override
                  public boolean validate(Iterable<Snapshot> history) {
                    return fence(operations.current()) == lease.token() && check.validate(history);
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
      if (fence(operations.current()) != lease.token()) {
        throw lease.lost();
      }
      throw new WarehouseException(
          WarehouseException.Code.REVISION,
          "Cannot commit run " + lease.runId() + " to " + name + ": " + e.getMessage(),
          e);
    }
    sweep(lease.runId());
  }

  /** Deletes the run's files, when it ends without a commit. */
  public void abandon() {
    table.refresh();
    sweep(lease.runId());
  }

  private void raiseFence() {
    TableOperations operations = operations();
    while (true) {
      TableMetadata base = operations.refresh();
      long fence = fence(base);
      if (fence > lease.token()) {
        throw lease.lost();
      }
      if (fence == lease.token()) {
        break;
      }
      Map<String, String> properties = new HashMap<>(base.properties());
      properties.put(FENCE + lease.name(), Long.toString(lease.token()));
      try {
        operations.commit(base, base.replaceProperties(properties));
        break;
      } catch (CommitFailedException e) {
        lease.requireHeld(); // another commit came between: look again
      }
    }
    table.refresh();
  }

  private long fence(TableMetadata metadata) {
    return Long.parseLong(metadata.properties().getOrDefault(FENCE + lease.name(), "0"));
  }

  private TableOperations operations() {
    return ((BaseTable) table).operations();
  }

  static boolean hasLeftovers(CatalogDatabase database, String name, Lease lease) {
    return !stagedRuns(database, name, lease).isEmpty();
  }

  private static List<String> stagedRuns(CatalogDatabase database, String name, Lease lease) {
    return database.query(
        row -> row.getString(1),
        "SELECT run_id FROM millrace_staged WHERE table_name = ? AND lease = ? AND run_id <> ?",
        name,
        lease.name(),
        lease.runId());
  }

  private @Nullable Snapshot snapshotOf(String runId) {
    for (Snapshot snapshot : table.snapshots()) {
      if (runId.equals(snapshot.summary().get(RUN_ID))) {
        return snapshot;
      }
    }
    return null;
  }

  /** Deletes the files of {@code runId} that no snapshot shows: all, or those of retried tasks. */
  private void sweep(String runId) {
    Set<String> visible = new HashSet<>();
    Snapshot snapshot = snapshotOf(runId);
    if (snapshot != null) {
      for (DataFile file : snapshot.addedDataFiles(table.io())) {
        visible.add(fileName(file.location()));
      }
    }
    SupportsPrefixOperations files = (SupportsPrefixOperations) table.io();
    String folder = folder(runId);
    if (visible.isEmpty()) {
      files.deletePrefix(folder);
    } else {
      for (FileInfo file : files.listPrefix(folder + "/")) {
        if (!visible.contains(fileName(file.location()))) {
          table.io().deleteFile(file.location());
        }
      }
    }
    database.update("DELETE FROM millrace_staged WHERE run_id = ? AND table_name = ?", runId, name);
  }

  private static String fileName(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
