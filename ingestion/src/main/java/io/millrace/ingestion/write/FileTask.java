package io.millrace.ingestion.write;

import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.RowFileWriter;
import java.io.Closeable;
import java.io.IOException;
import org.apache.iceberg.Table;

/** One task's files and counts. For one thread; closing without finishing deletes the files. */
final class FileTask implements Closeable {
  private final RowFileWriter<Document> writer;
  private long documents;
  private long chunks;
  private long dropped;

  FileTask(Table table, String folder) {
    this.writer = RowFileWriter.open(table, Tables.DOCUMENTS, folder);
  }

  /** Writes a row of a document that was live before, or of any other. */
  void write(Document row, boolean wasLive) throws IOException {
    writer.write(row);
    documents++;
    chunks += row.chunks().size();
    if (wasLive && row.outcome() == Outcome.REJECTED) {
      dropped++;
    }
  }

  WrittenFiles finish() throws IOException {
    return new WrittenFiles(writer.finish(), documents, chunks, dropped);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
