package io.millrace.core.revision;

import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/** The ledger of what jobs did: one row a run, in {@code runs}. Any thread or process may write. */
public final class RunLedger {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Warehouse warehouse;

  /** The ledger of {@code warehouse}. */
  public RunLedger(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** A new run id: job, time and chance; the ids of a job sort by start. */
  public static String newRunId(String job, Instant started) {
    return job + "-" + TIME.format(started) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Adds a run. */
  public void record(Run run) {
    Table table = warehouse.table(Tables.RUNS);
    String folder = table.location() + "/data";
    AppendFiles append = table.newAppend().set(TableAppend.RUN_ID, run.runId());
    try (RowFileWriter<Run> writer = RowFileWriter.open(table, Tables.RUNS, folder)) {
      writer.write(run);
      writer.finish().forEach(append::appendFile);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot record run " + run.runId() + ": " + e, e);
    }
    append.commit();
  }

  /** The newest runs, newest first. Reads no more than their files. */
  public List<Run> recent(int limit) {
    Table table = warehouse.table(Tables.RUNS);
    List<String> ids = new ArrayList<>();
    if (table.currentSnapshot() != null) {
      for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
        String id = snapshot.summary().get(TableAppend.RUN_ID);
        if (id != null && ids.size() < limit) {
          ids.add(id);
        }
      }
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    List<Run> runs = new ArrayList<>();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).where(Expressions.in("run_id", ids)).build()) {
      rows.forEach(row -> runs.add(Tables.RUNS.fromRecord(row)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the runs: " + e, e);
    }
    runs.sort(Comparator.comparing(Run::started).reversed());
    return runs;
  }
}
