package io.millrace.core.warehouse;

import io.millrace.core.settings.Settings;
import io.millrace.core.table.TableCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * An open warehouse: the tables under {@code tables/}, their catalog and leases in {@code
 * catalog.db} or a PostgreSQL database, and the folders {@code index/}, {@code releases/} and
 * {@code cache/} beside them, or elsewhere where the tables are on an object store. Opening creates
 * what is missing; two processes may do so at once. Any thread may use it; whoever opened it closes
 * it.
 */
public final class Warehouse implements AutoCloseable {
  /** The version of the layout that this code writes, and the newest it reads. */
  public static final int FORMAT = 3;

  private static final Namespace NAMESPACE = Namespace.of("millrace");

  /**
   * What a warehouse consists of.
   *
   * @param location where the tables are
   * @param folder where index, releases and cache are; null where there is no such folder
   * @param database the catalog's database
   * @param hadoop properties of the file system
   * @param leasesLast how long a writer may be silent before another takes over
   */
  private record Place(
      WarehouseLocation location,
      @Nullable Path folder,
      CatalogDatabase database,
      Map<String, String> hadoop,
      Duration leasesLast) {}

  private final Place place;
  private final CatalogDatabase database;
  private final Leases leases;
  private final JdbcCatalog catalog;
  private final boolean isNew;

  private Warehouse(Place place, JdbcCatalog catalog, boolean isNew) {
    this.place = place;
    this.database = place.database();
    this.leases = new Leases(database, place.leasesLast());
    this.catalog = catalog;
    this.isNew = isNew;
  }

  /**
   * Opens the warehouse in a local folder, with its SQLite catalog.
   *
   * @param location a path or {@code file:} URI
   * @throws WarehouseException where it was written by a newer version, or cannot be used
   */
  public static Warehouse open(String location) {
    return open(Settings.load(Optional.empty(), Map.of(), Map.of("warehouse", location)));
  }

  /**
   * Opens the warehouse that the settings name, with its catalog and its object store.
   *
   * @throws WarehouseException where it was written by a newer version, or cannot be used
   */
  public static Warehouse open(Settings settings) {
    WarehouseLocation location = WarehouseLocation.of(settings.warehouse());
    Settings.Catalog catalog = settings.catalog();
    CatalogDatabase database =
        catalog.uri().isPresent()
            ? CatalogDatabase.of(catalog.uri().get(), catalog.user(), catalog.password())
            : CatalogDatabase.sqlite(folderOfCatalog(location).resolve("catalog.db"));
    Path folder =
        settings
            .index()
            .folder()
            .map(each -> WarehouseLocation.folder("index.folder", each))
            .orElse(location.local());
    return open(
        new Place(
            location,
            folder,
            database,
            ObjectStore.properties(settings.s3()),
            settings.lease().duration()));
  }

  private static Path folderOfCatalog(WarehouseLocation location) {
    Path local = location.local();
    if (local == null) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot open the warehouse "
              + location.root()
              + ": it is not on this machine, so it needs the setting catalog.uri, the JDBC URI of"
              + " a catalog that all machines reach");
    }
    try {
      return Files.createDirectories(local);
    } catch (IOException e) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot open the warehouse " + local + ": the folder cannot be made: " + e,
          e);
    }
  }

  private static Warehouse open(Place place) {
    Integer format = format(place.database());
    if (format != null && format > FORMAT) {
      throw new WarehouseException(
          WarehouseException.Code.NEWER_FORMAT,
          "Cannot open the warehouse "
              + place.location().root()
              + ": its format is version "
              + format
              + ", and this program reads up to version "
              + FORMAT);
    }
    if (format == null) {
      return create(place);
    }
    JdbcCatalog catalog = catalog(place);
    if (format < FORMAT) {
      upgrade(place, catalog);
    }
    return new Warehouse(place, catalog, false);
  }

  /**
   * Makes the tables that came later, gives those of an older version the columns that came later,
   * and then the catalog the row that says so: from now on older versions refuse the warehouse.
   * Many may do it at once; the rows that are there hold null.
   */
  private static void upgrade(Place place, JdbcCatalog catalog) {
    try (Lease lease = creating(place)) {
      TableSchemas.complete(catalog, Warehouse::id);
      lease.requireHeld();
      place
          .database()
          .update("UPDATE millrace_format SET version = ? WHERE version < ?", FORMAT, FORMAT);
    }
  }

  /** The lease of whoever makes tables. */
  private static Lease creating(Place place) {
    return new Leases(place.database(), place.leasesLast())
        .acquire("create", "create-" + UUID.randomUUID(), LeaseWait.WAIT, message -> {});
  }

  private static TableIdentifier id(TableCodec<?> codec) {
    return TableIdentifier.of(NAMESPACE, codec.table());
  }

  /** Whether opening it made it: what was named held none. */
  public boolean isNew() {
    return isNew;
  }

  private static @Nullable Integer format(CatalogDatabase database) {
    if (!database.hasTable("millrace_format")) {
      return null;
    }
    List<Integer> versions =
        database.query(row -> row.getInt(1), "SELECT version FROM millrace_format");
    return versions.isEmpty() ? null : versions.get(0);
  }

  /** Makes everything, under a lease, and the row that says so last. */
  private static Warehouse create(Place place) {
    CatalogDatabase database = place.database();
    Leases.create(database);
    try (Lease lease = creating(place)) {
      StagedFiles.create(database);
      database.create(
          "CREATE TABLE IF NOT EXISTS millrace_catalog"
              + " (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL)");
      database.update(
          "INSERT INTO millrace_catalog (id, name) VALUES (1, ?) ON CONFLICT (id) DO NOTHING",
          "millrace_" + UUID.randomUUID().toString().substring(0, 8));
      JdbcCatalog catalog = catalog(place);
      if (!catalog.namespaceExists(NAMESPACE)) {
        catalog.createNamespace(NAMESPACE, Map.of());
      }
      TableSchemas.complete(catalog, Warehouse::id);
      Path folder = place.folder();
      if (folder != null) {
        for (String name : List.of("index", "releases", "cache")) {
          Files.createDirectories(folder.resolve(name));
        }
      }
      lease.requireHeld();
      database.create(
          "CREATE TABLE IF NOT EXISTS millrace_format (version INTEGER NOT NULL PRIMARY KEY)");
      database.update(
          "INSERT INTO millrace_format (version) VALUES (?) ON CONFLICT (version) DO NOTHING",
          FORMAT);
      return new Warehouse(place, catalog, true);
    } catch (IOException e) {
      throw new WarehouseException(
          WarehouseException.Code.STORAGE,
          "Cannot create the warehouse " + place.location().root() + ": " + e,
          e);
    }
  }

  private static JdbcCatalog catalog(Place place) {
    Configuration configuration = new Configuration();
    place.hadoop().forEach(configuration::set);
    JdbcCatalog catalog = new AnyClockCatalog();
    catalog.setConf(configuration);
    catalog.initialize(catalogName(place.database()), catalogProperties(place));
    return catalog;
  }

  /** Names the catalog in its database and in Spark; so one session can read several warehouses. */
  private static String catalogName(CatalogDatabase database) {
    return database.query(row -> row.getString(1), "SELECT name FROM millrace_catalog").get(0);
  }

  private static Map<String, String> catalogProperties(Place place) {
    Map<String, String> properties = place.database().catalogProperties();
    properties.put("warehouse", place.location().root() + "/tables");
    return properties;
  }

  /** The place of the warehouse as a URI or Hadoop path. */
  public String location() {
    return place.location().root();
  }

  /** Where index generations are. */
  public Path index() {
    return folder("index");
  }

  /** Where releases are. */
  public Path releases() {
    return folder("releases");
  }

  /** As {@link #releases}, but nothing where there is no folder: who only ingests needs none. */
  public Optional<Path> releasesIfAny() {
    return Optional.ofNullable(place.folder()).map(folder -> folder.resolve("releases"));
  }

  /** Where anything is that can be made again. */
  public Path cache() {
    return folder("cache");
  }

  private Path folder(String name) {
    Path folder = place.folder();
    if (folder == null) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot use the folder "
              + name
              + " of the warehouse "
              + place.location().root()
              + ": it is on an object store; name a local or mounted folder in the setting"
              + " index.folder");
    }
    return folder.resolve(name);
  }

  /** The leases of this warehouse. */
  public Leases leases() {
    return leases;
  }

  /** The newest state of a table, as Iceberg sees it. */
  public Table table(TableCodec<?> codec) {
    return catalog.loadTable(id(codec));
  }

  /** Begins a run's append to a table. */
  public TableAppend append(TableCodec<?> codec, Lease lease) {
    return TableAppend.open(database, table(codec), codec.table(), lease);
  }

  /** Begins a run's replacement of a table's files by others. */
  public TableRewrite rewrite(TableCodec<?> codec, Lease lease) {
    return TableRewrite.open(database, table(codec), codec.table(), lease);
  }

  /**
   * Deletes what runs that ended without a commit left of their files, if there were any; such a
   * run, should it wake up again, can no longer commit.
   */
  public void cleanLeftovers(TableCodec<?> codec, Lease lease) {
    if (!StagedFiles.otherRuns(database, codec.table(), lease).isEmpty()) {
      append(codec, lease).end();
    }
  }

  /** The runs that may be writing files into a table, each into {@code data/RUN}. */
  public Set<String> stagedRuns(TableCodec<?> codec) {
    return StagedFiles.runs(database, codec.table());
  }

  /** The newest state of a table, as Spark sees it. */
  public Dataset<Row> read(SparkSession spark, TableCodec<?> codec) {
    return spark.table(sparkCatalog(spark) + "." + NAMESPACE + "." + codec.table());
  }

  /** Makes this warehouse's catalog known to the session, under its own name. */
  private String sparkCatalog(SparkSession spark) {
    String name = catalog.name();
    String key = "spark.sql.catalog." + name;
    if (!spark.conf().contains(key)) {
      catalogProperties(place)
          .forEach((property, value) -> spark.conf().set(key + "." + property, value));
      place
          .hadoop()
          .forEach((property, value) -> spark.conf().set(key + ".hadoop." + property, value));
      spark.conf().set(key + ".type", "jdbc");
      // a cached table would hide the commits of other processes for half a minute
      spark.conf().set(key + ".cache-enabled", "false");
      spark.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
    }
    return name;
  }

  @Override
  public void close() {
    catalog.close();
  }
}
