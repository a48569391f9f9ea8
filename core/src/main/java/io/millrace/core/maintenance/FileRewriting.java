package io.millrace.core.maintenance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

import io.millrace.core.table.TableCodec;
import io.millrace.core.warehouse.RowFileWriter;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Writes the rows of groups of files into new files, without those that may go. One task a group;
 * rows are read and written one by one and never shuffled, so a task holds a row group of what it
 * reads and one of what it writes, and some 60 bytes for each row that goes. What is shuffled are
 * these positions.
 *
 * @param <T> the table's record
 */
final class FileRewriting<T> {
  private final TableCodec<T> codec;
  private final Table table;
  private final String folder;

  /**
   * @param table a copy for executors
   * @param folder where new files go
   */
  FileRewriting(TableCodec<T> codec, Table table, String folder) {
    this.codec = codec;
    this.table = table;
    this.folder = folder;
  }

  /** A file's rows that may go. */
  private record Removals(String file, long[] positions) implements Serializable {}

  /**
   * groups, rows that may go → new files.
   *
   * @param removable {@code _file} and {@code _pos} of rows that may go, of any files
   */
  List<DataFile> write(List<FileGroup> groups, Dataset<Row> removable) {
    List<Tuple2<Integer, Removals>> all = new ArrayList<>();
    List<FileGroup.Paths> paths = new ArrayList<>();
    Map<String, Integer> groupOf = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      paths.add(groups.get(i).paths());
      // every group needs its task, one without a row that goes too
      all.add(new Tuple2<>(i, new Removals("", new long[0])));
      for (String file : paths.get(i).files()) {
        groupOf.put(file, i);
      }
    }
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(removable.sparkSession().sparkContext());
    TableCodec<T> rows = codec;
    Table target = table;
    String into = folder;
    return context
        .parallelizePairs(all)
        .union(removals(removable, groupOf))
        .groupByKey(new HashPartitioner(groups.size()))
        .map(group -> rewrite(paths.get(group._1()), group._2(), rows, target, into))
        .collect()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static JavaPairRDD<Integer, Removals> removals(
      Dataset<Row> removable, Map<String, Integer> groupOf) {
    return removable
        .where(col("_file").isin(groupOf.keySet().toArray()))
        .groupBy("_file")
        .agg(collect_list("_pos"))
        .javaRDD()
        .mapToPair(
            row -> {
              List<Long> positions = row.getList(1);
              return new Tuple2<>(
                  groupOf.get(row.getString(0)),
                  new Removals(
                      row.getString(0), positions.stream().mapToLong(Long::longValue).toArray()));
            });
  }

  private static <T> List<DataFile> rewrite(
      FileGroup.Paths group,
      Iterable<Removals> removals,
      TableCodec<T> codec,
      Table table,
      String folder)
      throws IOException {
    Map<String, Set<Long>> gone = new HashMap<>();
    for (Removals each : removals) {
      Set<Long> positions = gone.computeIfAbsent(each.file(), file -> new HashSet<>());
      for (long position : each.positions()) {
        positions.add(position);
      }
    }
    try (RowFileWriter<T> writer = RowFileWriter.open(table, codec, folder)) {
      for (String file : group.files()) {
        copy(file, gone.getOrDefault(file, Set.of()), codec, table, writer);
      }
      return writer.finish();
    }
  }

  private static <T> void copy(
      String file, Set<Long> gone, TableCodec<T> codec, Table table, RowFileWriter<T> writer)
      throws IOException {
    try (CloseableIterable<Record> rows =
        Parquet.read(table.io().newInputFile(file))
            .project(table.schema())
            .createReaderFunc(type -> GenericParquetReaders.buildReader(table.schema(), type))
            .build()) {
      long position = 0;
      for (Record row : rows) {
        if (!gone.contains(position++)) {
          writer.write(codec.fromRecord(row));
        }
      }
    }
  }
}
