package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadata.MetadataLogEntry;

/** What trouble left behind and the next run should have removed. */
final class Leftovers {
  private static final List<String> TABLES = List.of("documents", "vectors", "runs");

  private Leftovers() {}

  /** Files, notes and locks in a warehouse that nothing refers to. */
  static List<String> of(Path warehouse) throws IOException, SQLException {
    List<String> left = new ArrayList<>();
    try (WarehouseTables tables = WarehouseTables.open(warehouse)) {
      for (String name : TABLES) {
        Set<String> known = dataFiles(tables.table(name));
        for (Path file : files(folder(warehouse, name).resolve("data"))) {
          if (!known.contains(owner(file))) {
            left.add("data file without a snapshot: " + warehouse.relativize(file));
          }
        }
      }
      for (List<String> note : tables.query("SELECT run_id, table_name FROM millrace_staged")) {
        left.add("staged note: " + note);
      }
      for (List<String> lease :
          tables.query("SELECT name, run_id FROM millrace_leases WHERE expires_millis > 0")) {
        left.add("lease: " + lease);
      }
    }
    if (Files.isDirectory(warehouse.resolve("index"))) {
      try (Stream<Path> folders = Files.list(warehouse.resolve("index"))) {
        folders
            .filter(Files::isDirectory)
            .filter(folder -> !Files.exists(folder.resolve("generation.json")))
            .forEach(folder -> left.add("unfinished generation: " + folder.getFileName()));
      }
    }
    for (Path file : files(warehouse.resolve("releases"))) {
      if (file.toString().endsWith(".new")) {
        left.add("half a release: " + file.getFileName());
      }
    }
    return left;
  }

  /** How many files of Iceberg's own no table refers to; a table's maintenance removes them. */
  static int metadataFiles(Path warehouse) throws IOException, SQLException {
    int orphans = 0;
    try (WarehouseTables tables = WarehouseTables.open(warehouse)) {
      for (String name : TABLES) {
        Set<String> known = metadataFiles(tables.table(name));
        for (Path file : files(folder(warehouse, name).resolve("metadata"))) {
          if (!file.toString().endsWith(".crc") && !known.contains(owner(file))) {
            orphans++;
          }
        }
      }
    }
    return orphans;
  }

  /** Processes that know this folder, other than this one and those that started it. */
  static List<String> processes(Path work) throws IOException {
    Set<Long> own = new HashSet<>();
    for (Optional<ProcessHandle> each = Optional.of(ProcessHandle.current());
        each.isPresent();
        each = each.get().parent()) {
      own.add(each.get().pid());
    }
    List<String> left = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process :
          all.filter(each -> each.getFileName().toString().matches("\\d+")).toList()) {
        try {
          String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
          long pid = Long.parseLong(process.getFileName().toString());
          if (command.contains(work + "/") && !own.contains(pid)) {
            left.add(
                "process " + pid + ": " + command.substring(0, Math.min(120, command.length())));
          }
        } catch (IOException e) {
          continue; // it has ended meanwhile
        }
      }
    }
    return left;
  }

  /** Whatever lies in the folder for temporary files. */
  static List<String> temporary(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(each -> "temporary file: " + each.getFileName()).sorted().toList();
    }
  }

  private static Path folder(Path warehouse, String table) {
    return warehouse.resolve("tables/millrace").resolve(table);
  }

  private static Set<String> dataFiles(Table table) {
    Set<String> known = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      for (DataFile file : snapshot.addedDataFiles(table.io())) {
        known.add(name(file.location()));
      }
    }
    return known;
  }

  private static Set<String> metadataFiles(Table table) {
    Set<String> known = new HashSet<>();
    TableMetadata metadata = ((BaseTable) table).operations().current();
    known.add(name(metadata.metadataFileLocation()));
    for (MetadataLogEntry entry : metadata.previousFiles()) {
      known.add(name(entry.file()));
    }
    for (Snapshot snapshot : table.snapshots()) {
      known.add(name(snapshot.manifestListLocation()));
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        known.add(name(manifest.path()));
      }
    }
    return known;
  }

  private static String name(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** A checksum belongs to its file. */
  private static String owner(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(".crc")
        ? name.substring(1, name.length() - ".crc".length())
        : name;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException e) {
      return files(folder); // one has gone while they were listed
    }
  }
}
