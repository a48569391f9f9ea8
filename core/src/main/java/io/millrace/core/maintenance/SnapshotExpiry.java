package io.millrace.core.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the snapshots of a table that no reader can be reading any more, and deletes the files
 * that only they show.
 *
 * <p>A reader reads the snapshot that was current when it began. So what counts is when a snapshot
 * was followed by another, not when it was made: the one that was current at the horizon stays, and
 * all later ones. (Iceberg's own limit is the age; under it the snapshot of yesterday goes as soon
 * as maintenance has made a new one, below a reader that has just begun.)
 *
 * <p>The driver holds the names of the files to delete. Killed before the commit, nothing has
 * happened; after it, what is left to delete is found by {@link OrphanFiles}.
 */
public final class SnapshotExpiry {
  /**
   * What was forgotten.
   *
   * @param snapshots how many snapshots
   * @param freed the files that only they showed, metadata included
   */
  public record Result(long snapshots, Freed freed) {}

  private final Table table;

  /** The snapshots of {@code table}. */
  public SnapshotExpiry(Table table) {
    this.table = table;
  }

  /** Expires what was followed by another snapshot before {@code horizon}. */
  public Result run(Instant horizon, Mode mode) {
    Snapshot kept = currentAt(horizon);
    if (kept == null) {
      return new Result(0, Freed.NOTHING);
    }
    ExpireSnapshots expiry =
        table.expireSnapshots().expireOlderThan(kept.timestampMillis()).retainLast(1);
    List<Snapshot> expired = expiry.apply();
    if (expired.isEmpty()) {
      return new Result(0, Freed.NOTHING);
    }
    if (mode == Mode.DRY_RUN) {
      return new Result(expired.size(), shownOnlyBy(expired));
    }
    // named one by one, Iceberg deletes whatever no other snapshot shows; by age alone it leaves
    // what
    // the oldest one that stays has replaced
    expired.forEach(snapshot -> expiry.expireSnapshotId(snapshot.snapshotId()));
    LongAdder files = new LongAdder();
    LongAdder bytes = new LongAdder();
    expiry
        .deleteWith(
            path -> {
              long size = table.io().newInputFile(path).getLength();
              table.io().deleteFile(path);
              files.increment();
              bytes.add(size);
            })
        .commit();
    table.refresh();
    return new Result(expired.size(), new Freed(files.sum(), bytes.sum()));
  }

  private @Nullable Snapshot currentAt(Instant horizon) {
    if (table.currentSnapshot() == null) {
      return null;
    }
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (snapshot.timestampMillis() <= horizon.toEpochMilli()) {
        return snapshot;
      }
    }
    return null;
  }

  /** The files, manifests and manifest lists of some snapshots that no other one has. */
  private Freed shownOnlyBy(List<Snapshot> expired) {
    List<Snapshot> others = new ArrayList<>();
    table.snapshots().forEach(others::add);
    others.removeAll(expired);
    Map<String, Long> sizes = files(expired);
    sizes.keySet().removeAll(files(others).keySet());
    return new Freed(sizes.size(), sizes.values().stream().mapToLong(Long::longValue).sum());
  }

  private Map<String, Long> files(List<Snapshot> snapshots) {
    Map<String, Long> sizes = new HashMap<>();
    for (Snapshot snapshot : snapshots) {
      String list = snapshot.manifestListLocation();
      sizes.put(list, table.io().newInputFile(list).getLength());
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (sizes.put(manifest.path(), manifest.length()) != null) {
          continue;
        }
        try (ManifestReader<DataFile> files =
            ManifestFiles.read(manifest, table.io(), table.specs())
                .select(Set.of("file_path", "file_size_in_bytes"))) {
          files.forEach(file -> sizes.put(file.location(), file.fileSizeInBytes()));
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read manifest " + manifest.path() + ": " + e, e);
        }
      }
    }
    return sizes;
  }
}
