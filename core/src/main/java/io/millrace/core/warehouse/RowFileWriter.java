package io.millrace.core.warehouse;

import io.millrace.core.table.TableCodec;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DataWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one table to Parquet files that nothing refers to until they are committed by
 * {@link TableAppend}. A file is closed when it has {@value #FILE_BYTES} bytes, so memory is one
 * row group. For one thread; closing without {@link #finish} deletes what was written.
 *
 * @param <T> the table's record
 */
public final class RowFileWriter<T> implements Closeable {
  private static final long FILE_BYTES = 256L << 20;

  private final Table table;
  private final TableCodec<T> codec;
  private final String folder;
  private final GenericFileWriterFactory factory;
  private final List<DataFile> files = new ArrayList<>();
  private @Nullable DataWriter<Record> open;
  private @Nullable String openPath;

  private RowFileWriter(Table table, TableCodec<T> codec, String folder) {
    this.table = table;
    this.codec = codec;
    this.folder = folder;
    this.factory =
        new GenericFileWriterFactory.Builder(table).dataFileFormat(FileFormat.PARQUET).build();
  }

  /**
   * A writer into {@code folder}.
   *
   * @param table the table; on an executor the serialised copy
   * @param codec the table's codec
   * @param folder {@link TableAppend#folder()} of the run
   */
  public static <T> RowFileWriter<T> open(Table table, TableCodec<T> codec, String folder) {
    return new RowFileWriter<>(table, codec, folder);
  }

  /** Writes one row. */
  public void write(T row) throws IOException {
    DataWriter<Record> writer = open;
    if (writer == null) {
      openPath = folder + "/" + UUID.randomUUID() + ".parquet";
      writer =
          factory.newDataWriter(
              EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(openPath)),
              table.spec(),
              null);
      open = writer;
    }
    writer.write(codec.toRecord(row));
    if (writer.length() >= FILE_BYTES) {
      roll(writer);
    }
  }

  private void roll(DataWriter<Record> writer) throws IOException {
    writer.close();
    files.add(writer.toDataFile());
    open = null;
    openPath = null;
  }

  /** Completes the files and returns them; the writer must not be used after it. */
  public List<DataFile> finish() throws IOException {
    DataWriter<Record> writer = open;
    if (writer != null) {
      roll(writer);
    }
    List<DataFile> finished = List.copyOf(files);
    files.clear();
    return finished;
  }

  @Override
  public void close() throws IOException {
    DataWriter<Record> writer = open;
    String path = openPath;
    open = null;
    try {
      if (writer != null && path != null) {
        try {
          writer.close(); // fails on a full disk, where what is there must go all the more
        } finally {
          table.io().deleteFile(path);
        }
      }
    } finally {
      for (DataFile file : files) {
        table.io().deleteFile(file.location());
      }
      files.clear();
    }
  }
}
