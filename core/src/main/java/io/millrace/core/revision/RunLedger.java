package io.millrace.core.revision;

import io.millrace.core.release.RecentRuns;
import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.PropertyUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of what jobs did: one row a run, in {@code runs}. Any thread or process may write;
 * they take turns by a lease, so that what a killed one left is removed by the next.
 */
public final class RunLedger {
  private static final Logger LOG = LoggerFactory.getLogger(RunLedger.class);
  private static final String LEASE = "runs";

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

  /**
   * Adds a run, to {@link RecentRuns} too where the warehouse has a folder for them. Where that
   * fails the run stands all the same: it is a warning, and the next run makes the file anew.
   */
  public void record(Run run) {
    try (Lease lease =
        warehouse.leases().acquire(LEASE, run.runId(), LeaseWait.WAIT, message -> {})) {
      TableAppend append = warehouse.append(Tables.RUNS, lease);
      try (RowFileWriter<Run> writer =
          RowFileWriter.open(append.serializableTable(), Tables.RUNS, append.folder())) {
        writer.write(run);
        append.commit(writer.finish());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot record run " + run.runId() + ": " + e, e);
      }
      warehouse.releasesIfAny().ifPresent(releases -> note(run, releases, lease));
    }
  }

  private void note(Run run, Path releases, Lease lease) {
    try {
      RecentRuns noted = withRun(run, releases);
      lease.requireHeld(); // whoever has followed knows of more runs
      noted.write(releases);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot note run {} beside the releases: {}", run.runId(), String.valueOf(e));
    }
  }

  /** The file's runs and this one, or those of the table where the file lacks any. */
  private RecentRuns withRun(Run run, Path releases) {
    long recorded = recorded();
    try {
      RecentRuns noted = RecentRuns.read(releases);
      if (noted.recorded() + 1 == recorded) {
        return noted.with(run);
      }
    } catch (IOException e) {
      LOG.warn("{}; it is made anew", e.getMessage());
    }
    return new RecentRuns(recorded, recent(RecentRuns.MOST));
  }

  private long recorded() {
    Snapshot current = warehouse.table(Tables.RUNS).currentSnapshot();
    return current == null
        ? 0
        : PropertyUtil.propertyAsLong(current.summary(), SnapshotSummary.TOTAL_RECORDS_PROP, 0);
  }

  /**
   * The newest runs by start, newest first. Opens no more files than that takes: each file's
   * statistics tell the start of its newest run, so that at least {@code limit} runs started at or
   * after the {@code limit}-th largest of these.
   */
  public List<Run> recent(int limit) {
    if (limit <= 0) {
      return List.of();
    }
    Table table = warehouse.table(Tables.RUNS);
    List<Long> newest = newestOfEachFile(table);
    Expression wanted =
        newest.size() < limit
            ? Expressions.alwaysTrue()
            : Expressions.greaterThanOrEqual("started", newest.get(limit - 1));
    PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(Run::started));
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).where(wanted).build()) {
      for (Record row : rows) {
        runs.add(Tables.RUNS.fromRecord(row));
        if (runs.size() > limit) {
          runs.remove();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the runs: " + e, e);
    }
    return runs.stream().sorted(Comparator.comparing(Run::started).reversed()).toList();
  }

  /** When the newest run of each file started, in microseconds since 1970, newest first. */
  private static List<Long> newestOfEachFile(Table table) {
    Types.NestedField started = table.schema().findField("started");
    List<Long> newest = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().includeColumnStats(Set.of("started")).planFiles()) {
      for (FileScanTask task : tasks) {
        ByteBuffer bound = task.file().upperBounds().get(started.fieldId());
        newest.add(Conversions.fromByteBuffer(started.type(), bound));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the runs: " + e, e);
    }
    newest.sort(Comparator.reverseOrder());
    return newest;
  }
}
