package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.data.Record;

/**
 * Sees from outside, by files and by rows of the catalog's database, how far a job is. What was
 * there when it was opened does not count. A moment that was seen may be over before a signal
 * arrives: {@link #at} tells when the job can go no further.
 */
final class Sight {
  /** Each step by the lease that it writes under. */
  private static final SortedMap<String, String> STEPS =
      new TreeMap<>(
          Map.of("documents", "ingest", "vectors:", "embed", "index", "index", "runs", "ledger"));

  private static final int SQLITE_BUSY = 5;
  private static final String MANIFEST = "generation.json";

  private final Path warehouse;
  private final Marks before;
  private final Set<Path> old = new TreeSet<>();
  private String beforeManifest = "";

  private Sight(Path warehouse, Marks before) {
    this.warehouse = warehouse;
    this.before = before;
  }

  /**
   * How far all jobs have come.
   *
   * @param snapshots the current one of each table, 0 where there is none
   * @param runs how many the ledger has of each job
   * @param live the live release, empty where there is none
   */
  private record Marks(Map<String, Long> snapshots, Map<String, Long> runs, String live) {
    static Marks of(Path warehouse) throws IOException, SQLException {
      Map<String, Long> snapshots = new HashMap<>();
      Map<String, Long> runs = new HashMap<>();
      if (State.hasTables(warehouse)) {
        try (WarehouseTables tables = WarehouseTables.open(warehouse)) {
          for (String name : List.of("documents", "vectors")) {
            Snapshot current = tables.table(name).currentSnapshot();
            snapshots.put(name, current == null ? 0 : current.snapshotId());
          }
          for (Record run : tables.rows("runs")) {
            runs.merge(String.valueOf(run.getField("job")), 1L, Long::sum);
          }
        }
      }
      Path pointer = warehouse.resolve("releases/live");
      return new Marks(snapshots, runs, Files.exists(pointer) ? Files.readString(pointer) : "");
    }

    boolean committed(String table, Marks before) {
      long was = before.snapshots.getOrDefault(table, 0L);
      return snapshots.getOrDefault(table, 0L) != was;
    }

    boolean recorded(String job, Marks before) {
      return runs.getOrDefault(job, 0L) > before.runs.getOrDefault(job, 0L);
    }
  }

  /** Opens it before the job starts. */
  static Sight of(Path warehouse) throws IOException, SQLException {
    Sight sight = new Sight(warehouse, Marks.of(warehouse));
    sight.old.addAll(sight.files("tables/millrace/documents"));
    sight.old.addAll(sight.files("tables/millrace/vectors"));
    sight.old.addAll(sight.files("index"));
    sight.old.addAll(sight.files("releases"));
    return sight;
  }

  /**
   * Waits for a moment.
   *
   * @param delayMillis how long after the step's begin a random time is
   * @return false where the process ended before
   */
  boolean await(Moment moment, Child child, long delayMillis) throws SQLException {
    if (!child.until(() -> seen(moment, child))) {
      return false;
    }
    LockSupport.parkNanos(delayMillis * 1_000_000L);
    return child.alive();
  }

  private boolean seen(Moment moment, Child child) throws SQLException {
    return switch (moment) {
      case INGEST_ANY -> leased(child, "documents");
      case INGEST_FILES -> fresh("tables/millrace/documents/data", ".parquet");
      case INGEST_PARSER -> !child.parsers().isEmpty();
      case INGEST_COMMIT -> fresh("tables/millrace/documents/metadata", ".avro");
      case INGEST_LEDGER -> committed("documents");
      case EMBED_ANY -> leased(child, "vectors:");
      case EMBED_FILES -> fresh("tables/millrace/vectors/data", ".parquet");
      case EMBED_COMMIT -> fresh("tables/millrace/vectors/metadata", ".avro");
      case EMBED_LEDGER -> committed("vectors");
      case INDEX_ANY -> leased(child, "index");
      case INDEX_FILES ->
          fresh("index", ".fdt") || fresh("index", ".cfs") || fresh("index", ".tip");
      case INDEX_MANIFEST -> fresh("index", path -> name(path).startsWith(MANIFEST + "."));
      case INDEX_LEDGER -> fresh("index", MANIFEST);
      case PUBLISH_ANY -> true;
      case PUBLISH_POINTER -> fresh("releases", State::isManifest);
    };
  }

  /**
   * Whether a job that was killed or frozen stands at a moment that was seen, and not after it. A
   * random moment is wherever it stands.
   */
  boolean at(Moment moment) throws IOException, SQLException {
    Marks now = Marks.of(warehouse);
    return switch (moment) {
      case INGEST_FILES, INGEST_COMMIT -> !now.committed("documents", before);
      case INGEST_LEDGER -> now.committed("documents", before) && !now.recorded("ingest", before);
      case EMBED_FILES, EMBED_COMMIT -> !now.committed("vectors", before);
      case EMBED_LEDGER -> now.committed("vectors", before) && !now.recorded("embed", before);
      case INDEX_FILES, INDEX_MANIFEST -> !fresh("index", MANIFEST);
      case INDEX_LEDGER -> fresh("index", MANIFEST) && !now.recorded("index", before);
      case PUBLISH_POINTER -> now.live().equals(before.live());
      case INGEST_ANY, INGEST_PARSER, EMBED_ANY, INDEX_ANY, PUBLISH_ANY -> true;
    };
  }

  /**
   * Whether the catalog's file is free. A process that is frozen within a statement keeps SQLite's
   * lock of it, and nobody can follow before it wakes.
   */
  boolean catalogFree() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + warehouse.resolve("catalog.db") + "?busy_timeout=1000");
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("ROLLBACK");
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLITE_BUSY) {
        return false;
      }
      throw e;
    }
  }

  /** What a process was writing by its leases when it was killed or frozen. */
  String writing(Child child) throws SQLException {
    for (Map.Entry<String, String> step : STEPS.entrySet()) {
      if (leased(child, step.getKey())) {
        return step.getValue();
      }
    }
    return "between two steps";
  }

  /** Whether a process holds a lease whose name begins so. */
  boolean leased(Child child, String name) throws SQLException {
    return Files.exists(warehouse.resolve("catalog.db"))
        && !query("SELECT name FROM sqlite_master WHERE name = 'millrace_leases'").isEmpty()
        && !query(
                "SELECT name FROM millrace_leases WHERE expires_millis > 0 AND pid = "
                    + child.pid()
                    + " AND name LIKE '"
                    + name
                    + "%'")
            .isEmpty();
  }

  /** Whether the catalog points to other metadata than before the first manifest was written. */
  private boolean committed(String table) throws SQLException {
    if (!Files.isDirectory(warehouse.resolve("tables/millrace/" + table))) {
      return false;
    }
    String now =
        query("SELECT metadata_location FROM iceberg_tables WHERE table_name = '" + table + "'");
    if (!fresh("tables/millrace/" + table + "/metadata", ".avro")) {
      beforeManifest = now;
      return false;
    }
    return !beforeManifest.isEmpty() && !beforeManifest.equals(now);
  }

  private String query(String sql) throws SQLException {
    return WarehouseTables.query("jdbc:sqlite:" + warehouse.resolve("catalog.db"), sql).stream()
        .map(row -> row.get(0))
        .findFirst()
        .orElse("");
  }

  private boolean fresh(String folder, String end) {
    return fresh(folder, file -> name(file).endsWith(end));
  }

  private boolean fresh(String folder, Predicate<Path> wanted) {
    return files(folder).stream().anyMatch(file -> wanted.test(file) && !old.contains(file));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private Set<Path> files(String folder) {
    Path root = warehouse.resolve(folder);
    if (!Files.isDirectory(root)) {
      return Set.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      Set<Path> files = new TreeSet<>();
      walk.filter(Files::isRegularFile).forEach(files::add);
      return files;
    } catch (NoSuchFileException e) {
      return Set.of(); // it changes while it is listed: the next look sees more
    } catch (UncheckedIOException e) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
