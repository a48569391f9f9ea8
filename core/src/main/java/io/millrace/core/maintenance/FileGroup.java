package io.millrace.core.maintenance;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.DataFile;

/** Files that one task makes into one, or few. */
record FileGroup(List<TableFile> members) {
  FileGroup {
    members = List.copyOf(members);
  }

  List<DataFile> files() {
    return members.stream().map(TableFile::file).toList();
  }

  long bytes() {
    return members.stream().mapToLong(TableFile::bytes).sum();
  }

  long removable() {
    return members.stream().mapToLong(TableFile::removable).sum();
  }

  /** What the task needs. */
  Paths paths() {
    return new Paths(files().stream().map(DataFile::location).toList());
  }

  /** Where the files are. */
  record Paths(List<String> files) implements Serializable {
    Paths {
      files = List.copyOf(files);
    }
  }
}
