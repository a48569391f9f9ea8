package io.millrace.core.maintenance;

import io.millrace.core.table.TableCodec;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.TableRewrite;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes few files of many, without the rows that may go.
 *
 * <p><b>Reads</b> what the subject needs to tell which rows may go, then the chosen files.
 * <b>Writes</b> new files and one commit for each {@value #SLICE_BYTES} bytes of old ones, so a
 * killed run loses no more. <b>Shuffle</b> and <b>memory</b>: see {@link FileRewriting}; the driver
 * holds the table's files, some 300 bytes each.
 *
 * <p>Old files stay until their snapshots expire, so readers are not disturbed; appends in between
 * are kept.
 *
 * @param <T> the table's record
 */
public final class Compaction<T> {
  private static final long SLICE_BYTES = 8L << 30;

  /**
   * What is compacted.
   *
   * @param codec the table
   * @param lease the lease under which files are replaced and which may go is decided
   * @param columns of which files the statistics decide {@code places}
   * @param places where a file belongs; nothing for one that must stay as it is
   * @param removable the rows that may go, as {@code _file} and {@code _pos}; asked under the lease
   * @param carried what a commit writes into its snapshot's summary, told from the table's history
   *     and how many rows go
   */
  public record Subject<T>(
      TableCodec<T> codec,
      String lease,
      List<String> columns,
      Function<DataFile, Optional<Place>> places,
      Function<SparkSession, Dataset<Row>> removable,
      BiFunction<Iterable<Snapshot>, Long, Map<String, String>> carried) {
    public Subject {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Where a file belongs.
   *
   * @param band files of different bands are never put together
   * @param order files next to each other in this order are put together
   */
  public record Place(String band, long order) {}

  /**
   * What was done.
   *
   * @param files files replaced
   * @param written files written in their place
   * @param rows rows that went with them
   * @param bytes size of the files replaced
   * @param writtenBytes size of the files written
   */
  public record Result(long files, long written, long rows, long bytes, long writtenBytes) {
    /** Nothing. */
    public static final Result NOTHING = new Result(0, 0, 0, 0, 0);

    /** Both together. */
    public Result plus(Result other) {
      return new Result(
          files + other.files,
          written + other.written,
          rows + other.rows,
          bytes + other.bytes,
          writtenBytes + other.writtenBytes);
    }
  }

  private final Warehouse warehouse;
  private final SparkSession spark;
  private final Subject<T> subject;
  private final FileSelection selection;

  /** A compaction on an open warehouse and session, which the caller closes. */
  public Compaction(Warehouse warehouse, SparkSession spark, Subject<T> subject, Depth depth) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.subject = subject;
    this.selection = new FileSelection(depth);
  }

  /** What {@link #run} would replace now; the files to write are counted one for each group. */
  public Result plan() {
    try (Plan plan = planned(warehouse.table(subject.codec()))) {
      long files = 0;
      long rows = 0;
      long bytes = 0;
      for (FileGroup group : plan.groups()) {
        files += group.members().size();
        rows += group.removable();
        bytes += group.bytes();
      }
      return new Result(files, plan.groups().size(), rows, bytes, 0);
    }
  }

  /** Slice after slice, each under the lease, until nothing is left to rewrite. */
  public Result run(String runId, LeaseWait wait, Consumer<String> messages) {
    Result total = Result.NOTHING;
    for (int slice = 0; ; slice++) {
      String sliceId = runId + "-" + slice;
      try (Lease lease = warehouse.leases().acquire(subject.lease(), sliceId, wait, messages)) {
        Optional<Result> done = slice(lease);
        if (done.isEmpty()) {
          return total;
        }
        total = total.plus(done.get());
      }
    }
  }

  /**
   * The rewrite is opened, and so every earlier holder shut out, before anything is read: what may
   * go must not change until the commit.
   */
  private Optional<Result> slice(Lease lease) {
    TableRewrite rewrite = warehouse.rewrite(subject.codec(), lease);
    try (Plan plan = planned(warehouse.table(subject.codec()))) {
      List<FileGroup> groups = first(plan.groups());
      if (groups.isEmpty()) {
        rewrite.abandon();
        return Optional.empty();
      }
      List<DataFile> removed = groups.stream().flatMap(each -> each.files().stream()).toList();
      List<DataFile> added =
          new FileRewriting<>(subject.codec(), rewrite.serializableTable(), rewrite.folder())
              .write(groups, plan.removable());
      lease.requireHeld();
      long gone = rows(removed) - rows(added);
      rewrite.commit(removed, added, history -> subject.carried().apply(history, gone));
      return Optional.of(
          new Result(removed.size(), added.size(), gone, bytes(removed), bytes(added)));
    } catch (RuntimeException e) {
      try {
        rewrite.abandon();
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Rows that may go, kept on disk until closed, and the groups to rewrite. */
  private record Plan(List<FileGroup> groups, Dataset<Row> removable) implements AutoCloseable {
    @Override
    public void close() {
      removable.unpersist();
    }
  }

  /** table → files with their removable rows → groups. */
  private Plan planned(Table table) {
    Dataset<Row> removable = subject.removable().apply(spark).persist(StorageLevel.DISK_ONLY());
    try {
      Map<String, Long> counts = new HashMap<>();
      for (Row row : removable.groupBy("_file").count().collectAsList()) {
        counts.put(row.getString(0), row.getLong(1));
      }
      return new Plan(selection.groups(files(table, counts)), removable);
    } catch (RuntimeException e) {
      removable.unpersist();
      throw e;
    }
  }

  private List<TableFile> files(Table table, Map<String, Long> removable) {
    List<TableFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().includeColumnStats(subject.columns()).planFiles()) {
      for (FileScanTask task : tasks) {
        subject
            .places()
            .apply(task.file())
            .ifPresent(
                place ->
                    files.add(
                        new TableFile(
                            task.file().copyWithoutStats(),
                            place.band(),
                            place.order(),
                            removable.getOrDefault(task.file().location(), 0L))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + table.name() + ": " + e, e);
    }
    return files;
  }

  private static List<FileGroup> first(List<FileGroup> groups) {
    List<FileGroup> slice = new ArrayList<>();
    long bytes = 0;
    for (FileGroup group : groups) {
      if (bytes >= SLICE_BYTES) {
        break;
      }
      slice.add(group);
      bytes += group.bytes();
    }
    return slice;
  }

  private static long rows(Collection<DataFile> files) {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  private static long bytes(Collection<DataFile> files) {
    return files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
  }
}
