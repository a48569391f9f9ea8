package io.millrace.core.warehouse;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The database that holds Iceberg's catalog and, beside it, leases, notes on unfinished writes and
 * the format version. Statements are single and atomic; the dialect is what SQLite and PostgreSQL
 * share. Every call uses a connection of its own, so any thread may call.
 */
final class CatalogDatabase {
  /** How long a statement waits for another process's, in milliseconds. */
  static final String BUSY_TIMEOUT = "60000";

  private final String uri;

  CatalogDatabase(String uri) {
    this.uri = uri;
  }

  String uri() {
    return uri;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (uri.startsWith("jdbc:sqlite:")) {
      properties.setProperty("busy_timeout", BUSY_TIMEOUT);
    }
    return DriverManager.getConnection(uri, properties);
  }

  /** Runs one statement and returns how many rows it changed. */
  int update(String sql, Object... arguments) {
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
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
        "Cannot use the catalog's database " + uri + ": " + e.getMessage(),
        e);
  }
}
