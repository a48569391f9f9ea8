package io.millrace.core.warehouse;

import io.millrace.core.settings.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The database that holds Iceberg's catalog and, beside it, leases, notes on unfinished writes and
 * the format version. Statements are single and atomic; the dialect is what SQLite and PostgreSQL
 * share. Every call uses a connection of its own, so any thread may call.
 */
final class CatalogDatabase {
  /** How long a statement waits for another process's, in milliseconds. */
  private static final String BUSY_TIMEOUT = "60000";

  private static final String SQLITE = "jdbc:sqlite:";

  /** PostgreSQL's unique_violation and duplicate_table. */
  private static final Set<String> DUPLICATES = Set.of("23505", "42P07");

  /** The drivers' parameters that hold secrets, or, as arguments of a user's class, may. */
  private static final Pattern SECRET =
      Pattern.compile(
          "[?&;](user|password|sslpassword|sslfactoryarg|socketfactoryarg)=",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern USER_BEFORE_HOST = Pattern.compile("//[^/?]*@");

  private final String uri;
  private final Map<String, String> properties;

  private CatalogDatabase(String uri, Map<String, String> properties) {
    this.uri = uri;
    this.properties = properties;
  }

  /** A catalog in an SQLite file; as {@link #of}. */
  static CatalogDatabase sqlite(Path file) {
    return of(SQLITE + file, Optional.empty(), Optional.empty());
  }

  /**
   * A catalog in the database that a JDBC URI names.
   *
   * @throws WarehouseException with code {@code LOCATION} where it is neither SQLite nor
   *     PostgreSQL, or holds a secret, which errors and Spark's pages would then show
   */
  static CatalogDatabase of(String uri, Optional<String> user, Optional<Secret> password) {
    if (!uri.startsWith(SQLITE) && !uri.startsWith("jdbc:postgresql:")) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot use the catalog "
              + withoutParameters(uri)
              + ": it must be a JDBC URI of PostgreSQL, as jdbc:postgresql://host/database, or of"
              + " SQLite, as jdbc:sqlite:/path/to/file");
    }
    if (SECRET.matcher(uri).find() || USER_BEFORE_HOST.matcher(uri).find()) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot use the catalog "
              + withoutParameters(uri)
              + ": user and password belong into catalog.user and catalog.password, not into the"
              + " URI, and sslpassword, sslfactoryarg and socketFactoryArg may not stand there"
              + " either; the password of a client's key comes from sslpasswordcallback=CLASS");
    }
    if (uri.startsWith(SQLITE) && uri.indexOf('?') >= 0) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot use the catalog "
              + withoutParameters(uri)
              + ": SQLite's driver takes what follows a question mark for parameters, and Millrace"
              + " passes none; name a path without one");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    user.ifPresent(name -> properties.put("user", name));
    password.ifPresent(secret -> properties.put("password", secret.value()));
    if (uri.startsWith(SQLITE)) {
      properties.put("busy_timeout", BUSY_TIMEOUT);
    }
    return new CatalogDatabase(uri, properties);
  }

  private static String withoutParameters(String uri) {
    return uri.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  /** What Iceberg's JDBC catalog needs to know; holds the password: never log it. */
  Map<String, String> catalogProperties() {
    Map<String, String> catalog = new LinkedHashMap<>();
    catalog.put("uri", uri);
    catalog.put("jdbc.schema-version", "V1");
    properties.forEach((key, value) -> catalog.put("jdbc." + key, value));
    if (uri.startsWith(SQLITE)) {
      // SQLite has one writer at a time
      catalog.put("clients", "1");
    }
    return catalog;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Connection connect() throws SQLException {
    Properties given = new Properties();
    properties.forEach(given::setProperty);
    return DriverManager.getConnection(uri, given);
  }

  /** Runs one statement and returns how many rows it changed. */
  int update(String sql, Object... arguments) {
    try {
      return execute(sql, arguments);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs a {@code CREATE TABLE IF NOT EXISTS}, which several processes may do at once. */
  void create(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      // PostgreSQL looks and creates in two steps: whoever comes between finds a duplicate, and by
      // then the table is there
      if (!DUPLICATES.contains(String.valueOf(e.getSQLState()))) {
        throw failure(e);
      }
    }
  }

  private int execute(String sql, Object... arguments) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  /** Runs one query. */
  <T> List<T> query(RowReader<T> reader, String sql, Object... arguments) {
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Whether the database has a table of this name. */
  boolean hasTable(String table) {
    try (Connection connection = connect();
        ResultSet rows = connection.getMetaData().getTables(null, null, table, null)) {
      return rows.next();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private WarehouseException failure(SQLException e) {
    return new WarehouseException(
        WarehouseException.Code.STORAGE,
        "Cannot use the catalog's database " + withoutParameters(uri) + ": " + e.getMessage(),
        e);
  }
}
