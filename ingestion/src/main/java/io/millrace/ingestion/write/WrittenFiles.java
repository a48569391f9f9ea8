package io.millrace.ingestion.write;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.FileIO;

/**
 * What tasks have written: files that no one sees yet, and what is in them.
 *
 * @param files the data files, a few kilobytes each
 * @param documents rows
 * @param chunks chunks in them
 * @param dropped documents that were live and are rejected now
 */
record WrittenFiles(List<DataFile> files, long documents, long chunks, long dropped)
    implements Serializable {
  static final WrittenFiles NONE = new WrittenFiles(List.of(), 0, 0, 0);

  WrittenFiles {
    files = new ArrayList<>(files);
  }

  WrittenFiles plus(WrittenFiles other) {
    List<DataFile> all = new ArrayList<>(files);
    all.addAll(other.files);
    return new WrittenFiles(
        all, documents + other.documents, chunks + other.chunks, dropped + other.dropped);
  }

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes);
    return bytes.toByteArray();
  }

  static WrittenFiles ofBytes(byte[] bytes) throws IOException {
    return read(new ByteArrayInputStream(bytes));
  }

  void save(FileIO storage, String path) throws IOException {
    write(storage.newOutputFile(path).createOrOverwrite());
  }

  static WrittenFiles load(FileIO storage, String path) throws IOException {
    return read(storage.newInputFile(path).newStream());
  }

  private void write(OutputStream stream) throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
      out.writeObject(this);
    }
  }

  private static WrittenFiles read(InputStream stream) throws IOException {
    try (ObjectInputStream in = new ObjectInputStream(stream)) {
      return (WrittenFiles) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("Cannot read the list of written files: " + e, e);
    }
  }
}
