package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Sees from outside, by files and by rows of the catalog's database, how far a job is. What was
 * there when it was opened does not count.
 */
final class Sight {
  private static final long LOOK_NANOS = 1_000_000L;

  private final Path warehouse;
  private final Set<Path> old = new TreeSet<>();
  private String beforeManifest = "";

  private Sight(Path warehouse) {
    this.warehouse = warehouse;
  }

  static Sight of(Path warehouse) throws SQLException {
    Sight sight = new Sight(warehouse);
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
    while (!seen(moment, child)) {
      if (!child.alive()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    LockSupport.parkNanos(delayMillis * 1_000_000L);
    return child.alive();
  }

  private boolean seen(Moment moment, Child child) throws SQLException {
    return switch (moment) {
      case INGEST_ANY -> leased(child, "documents");
      case INGEST_FILES -> fresh("tables/millrace/documents/data", ".parquet");
      case INGEST_COMMIT -> fresh("tables/millrace/documents/metadata", ".avro");
      case INGEST_LEDGER -> committed("documents");
      case INGEST_PARSER ->
          child.parsers().stream().anyMatch(each -> each.info().command().isPresent());
      case EMBED_ANY -> leased(child, "vectors:");
      case EMBED_FILES -> fresh("tables/millrace/vectors/data", ".parquet");
      case EMBED_COMMIT -> fresh("tables/millrace/vectors/metadata", ".avro");
      case EMBED_LEDGER -> committed("vectors");
      case INDEX_ANY -> leased(child, "index");
      case INDEX_FILES ->
          fresh("index", ".fdt") || fresh("index", ".cfs") || fresh("index", ".tip");
      case INDEX_LEDGER -> fresh("index", "generation.json");
      case PUBLISH_ANY -> true;
      case PUBLISH_POINTER -> fresh("releases", ".json");
    };
  }

  /** Whether a process holds a lease whose name begins so. */
  private boolean leased(Child child, String name) throws SQLException {
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
    return files(folder).stream()
        .anyMatch(file -> file.toString().endsWith(end) && !old.contains(file));
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
