package io.millrace.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Files;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every codec must do: nothing of a row is lost on any of its ways. */
abstract class TableCodecContract<T> {
  private static final int ROWS = 200;

  @TempDir Path folder;

  abstract TableCodec<T> codec();

  abstract T randomRow(RandomRows random);

  /** The row in a form whose equality compares everything. */
  Object comparable(T row) {
    return row;
  }

  private List<T> rows() {
    RandomRows random = new RandomRows(42);
    List<T> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(randomRow(random));
    }
    return rows;
  }

  private List<Object> comparable(List<T> rows) {
    return rows.stream().map(this::comparable).toList();
  }

  @Test
  void recordsKeepEverything() {
    List<T> read = new ArrayList<>();
    rows().forEach(row -> read.add(codec().fromRecord(codec().toRecord(row))));
    assertThat(comparable(read)).isEqualTo(comparable(rows()));
  }

  @Test
  void parquetFilesKeepEverything() throws IOException {
    Path file = folder.resolve("rows.parquet");
    try (FileAppender<Record> writer =
        Parquet.write(Files.localOutput(file.toFile()))
            .schema(codec().schema())
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      rows().forEach(row -> writer.add(codec().toRecord(row)));
    }
    List<T> read = new ArrayList<>();
    try (CloseableIterable<Record> records =
        Parquet.read(Files.localInput(file.toFile()))
            .project(codec().schema())
            .createReaderFunc(type -> GenericParquetReaders.buildReader(codec().schema(), type))
            .build()) {
      records.forEach(each -> read.add(codec().fromRecord(each)));
    }
    assertThat(comparable(read)).isEqualTo(comparable(rows()));
  }

  @Test
  void sparkKeepsEverything() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    String file = folder.resolve("spark").toString();
    spark
        .createDataFrame(rows().stream().map(codec()::toRow).toList(), codec().sparkType())
        .coalesce(1)
        .write()
        .parquet(file);
    List<T> read =
        spark.read().schema(codec().sparkType()).parquet(file).collectAsList().stream()
            .map(codec()::fromRow)
            .toList();
    assertThat(comparable(read)).containsExactlyInAnyOrderElementsOf(comparable(rows()));
  }

  @Test
  @SuppressWarnings("unchecked") // a class token of a generic codec does not exist
  void travelsToExecutors() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(codec());
    }
    TableCodec<T> copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (TableCodec<T>) in.readObject();
    }
    T row = rows().get(0);
    assertThat(comparable(copy.fromRow(copy.toRow(row)))).isEqualTo(comparable(row));
  }
}
