package io.millrace.core.maintenance;

import io.millrace.core.table.TableCodec;
import io.millrace.core.warehouse.Warehouse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the files in a table's folder that no snapshot refers to: what a killed expiry or a
 * killed commit left.
 *
 * <p>A file that is not referred to yet must stay. Data files of jobs lie in {@code data/RUN} and
 * RUN is noted as long as it may commit them, so there a run without a note needs no grace.
 * Everything else, metadata, is written moments before its commit and must be {@value #HOURS} hours
 * old. The folder is listed first, the notes are read second, the table third: what is committed in
 * between is referred to by then.
 *
 * <p>Iceberg's action compares; the driver holds the listing, some 300 bytes a file.
 */
public final class OrphanFiles {
  private static final long HOURS = 2;
  private static final StructType LISTING =
      new StructType()
          .add("file_path", DataTypes.StringType)
          .add("last_modified", DataTypes.TimestampType);

  private final Warehouse warehouse;
  private final SparkSession spark;

  /** The tables of {@code warehouse}. */
  public OrphanFiles(Warehouse warehouse, SparkSession spark) {
    this.warehouse = warehouse;
    this.spark = spark;
  }

  /** Deletes a table's orphans, or counts them. */
  public Freed run(TableCodec<?> codec, Mode mode) {
    Table before = warehouse.table(codec);
    String data = before.location() + "/data/";
    List<FileInfo> listing = new ArrayList<>();
    ((SupportsPrefixOperations) before.io())
        .listPrefix(before.location() + "/")
        .forEach(listing::add);
    Set<String> staged = warehouse.stagedRuns(codec);
    long old = Instant.now().minus(Duration.ofHours(HOURS)).toEpochMilli();
    Map<String, Long> sizes = new HashMap<>();
    for (FileInfo file : listing) {
      String run = run(file.location(), data);
      if (run == null ? file.createdAtMillis() < old : !staged.contains(run)) {
        sizes.put(file.location(), file.size());
      }
    }
    return sizes.isEmpty() ? Freed.NOTHING : delete(warehouse.table(codec), sizes, mode);
  }

  /** The run in whose folder a data file lies, or null. */
  private static @Nullable String run(String location, String data) {
    if (!location.startsWith(data)) {
      return null;
    }
    int end = location.indexOf('/', data.length());
    return end < 0 ? null : location.substring(data.length(), end);
  }

  private Freed delete(Table table, Map<String, Long> candidates, Mode mode) {
    List<Freed> deleted = Collections.synchronizedList(new ArrayList<>());
    var unused =
        SparkActions.get(spark)
            .deleteOrphanFiles(table)
            .compareToFileList(listing(candidates.keySet()))
            .olderThan(Long.MAX_VALUE / 1_000_000)
            .deleteWith(
                path -> {
                  if (mode == Mode.RUN) {
                    table.io().deleteFile(path);
                  }
                  deleted.add(new Freed(1, candidates.getOrDefault(path, 0L)));
                })
            .execute();
    return deleted.stream().reduce(Freed.NOTHING, Freed::plus);
  }

  /** The listing in the form that the action compares; its own limit on age lets all through. */
  private Dataset<Row> listing(Set<String> files) {
    List<Row> rows = new ArrayList<>();
    for (String file : files) {
      rows.add(RowFactory.create(file, new Timestamp(0)));
    }
    return spark.createDataFrame(rows, LISTING);
  }
}
