package io.millrace.core.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a run writes into a table before its commit. They lie in a folder of the run's
 * own, {@code data/RUN}, noted in the catalog's database before the first is written; so what a
 * killed run left is found without a listing of the table, and what a running one has written is
 * told from what nobody needs.
 */
final class StagedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(StagedFiles.class);

  private final CatalogDatabase database;
  private final Table table;
  private final String name;
  private final Lease lease;

  StagedFiles(CatalogDatabase database, Table table, String name, Lease lease) {
    this.database = database;
    this.table = table;
    this.name = name;
    this.lease = lease;
  }

  static void create(CatalogDatabase database) {
    database.create(
        "CREATE TABLE IF NOT EXISTS millrace_staged (run_id VARCHAR(255) NOT NULL,"
            + " table_name VARCHAR(255) NOT NULL, lease VARCHAR(255) NOT NULL,"
            + " PRIMARY KEY (run_id, table_name))");
  }

  /** The runs that may have unfinished files in a table, under any lease. */
  static Set<String> runs(CatalogDatabase database, String name) {
    return new HashSet<>(
        database.query(
            row -> row.getString(1),
            "SELECT run_id FROM millrace_staged WHERE table_name = ?",
            name));
  }

  /** The other runs that may have unfinished files in a table under the same lease. */
  static List<String> otherRuns(CatalogDatabase database, String name, Lease lease) {
    return database.query(
        row -> row.getString(1),
        "SELECT run_id FROM millrace_staged WHERE table_name = ? AND lease = ? AND run_id <> ?",
        name,
        lease.name(),
        lease.runId());
  }

  /** Shuts earlier holders of the lease out, deletes what they left, and notes this run. */
  void begin(Fence fence) {
    fence.raise();
    for (String runId : otherRuns(database, name, lease)) {
      sweep(runId);
    }
    lease.requireHeld();
    note();
  }

  /**
   * Notes that this run may have unfinished files. A late holder does so again where it gives up: a
   * follower has removed its note, and what it wrote since would be nobody's.
   */
  void note() {
    database.update(
        "INSERT INTO millrace_staged (run_id, table_name, lease) VALUES (?, ?, ?)"
            + " ON CONFLICT (run_id, table_name) DO NOTHING",
        lease.runId(),
        name,
        lease.name());
  }

  /** The folder for the run's files. */
  String folder() {
    return folder(lease.runId());
  }

  private String folder(String runId) {
    return table.location() + "/data/" + runId;
  }

  /** The snapshot that this run has committed, or null. */
  @Nullable Snapshot committed() {
    return committed(lease.runId());
  }

  private @Nullable Snapshot committed(String runId) {
    for (Snapshot snapshot : table.snapshots()) {
      if (runId.equals(snapshot.summary().get(TableAppend.RUN_ID))) {
        return snapshot;
      }
    }
    return null;
  }

  /** Ends this run: deletes its files that no snapshot shows, all or those of retried tasks. */
  void sweep() {
    sweep(lease.runId());
  }

  /**
   * As {@link #sweep}, for a run that has committed and so has not failed whatever happens here:
   * its note stays then, and the next run under the lease deletes what is left.
   */
  void sweepCommitted() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.warn(
          "Run {} is committed to {}, but files of its repeated tasks may be left until the next run",
          lease.runId(),
          name,
          e);
    }
  }

  /**
   * Deletes this run's files that no snapshot shows, after a failure. A note stays: a task that has
   * not heard of the failure may still write, and the next run deletes that.
   */
  void delete() {
    note();
    delete(lease.runId());
  }

  /**
   * Deletes the files of {@code runId} that no snapshot shows. A run's own snapshot may have
   * expired while its files are still shown by later ones: that there is none says nothing.
   */
  private void delete(String runId) {
    Snapshot own = committed(runId);
    String folder = folder(runId);
    Set<String> shown = own == null ? shownIn(folder) : added(own);
    SupportsPrefixOperations files = (SupportsPrefixOperations) table.io();
    if (shown.isEmpty()) {
      files.deletePrefix(folder);
    } else {
      for (FileInfo file : files.listPrefix(folder + "/")) {
        if (!shown.contains(fileName(file.location()))) {
          table.io().deleteFile(file.location());
        }
      }
    }
  }

  private void sweep(String runId) {
    delete(runId);
    database.update("DELETE FROM millrace_staged WHERE run_id = ? AND table_name = ?", runId, name);
  }

  private Set<String> added(Snapshot snapshot) {
    Set<String> names = new HashSet<>();
    for (DataFile file : snapshot.addedDataFiles(table.io())) {
      names.add(fileName(file.location()));
    }
    return names;
  }

  /** The files in a folder that any snapshot shows; reads every manifest of the table. */
  private Set<String> shownIn(String folder) {
    Set<String> names = new HashSet<>();
    Set<String> read = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (!read.add(manifest.path())) {
          continue;
        }
        try (CloseableIterable<String> paths =
            ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
          for (String path : paths) {
            if (path.startsWith(folder + "/")) {
              names.add(fileName(path));
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read manifest " + manifest.path() + ": " + e, e);
        }
      }
    }
    return names;
  }

  private static String fileName(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
