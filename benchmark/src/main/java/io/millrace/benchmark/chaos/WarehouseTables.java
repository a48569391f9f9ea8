package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;

/** The tables of a warehouse as Iceberg and SQLite have them, without Millrace. */
final class WarehouseTables implements AutoCloseable {
  private final String database;
  private final JdbcCatalog catalog;

  private WarehouseTables(String database, JdbcCatalog catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  static WarehouseTables open(Path warehouse) throws SQLException {
    String database = "jdbc:sqlite:" + warehouse.resolve("catalog.db");
    String name = query(database, "SELECT name FROM millrace_catalog").get(0).get(0);
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.setConf(new Configuration());
    Map<String, String> properties = new HashMap<>();
    properties.put("uri", database);
    properties.put("warehouse", "file:" + warehouse.toAbsolutePath() + "/tables");
    properties.put("jdbc.schema-version", "V1");
    properties.put("clients", "1");
    catalog.initialize(name, properties);
    return new WarehouseTables(database, catalog);
  }

  Table table(String name) {
    return catalog.loadTable(TableIdentifier.of(Namespace.of("millrace"), name));
  }

  /** All rows of a table. */
  List<Record> rows(String name) throws IOException {
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> read = IcebergGenerics.read(table(name)).build()) {
      read.forEach(rows::add);
    }
    return rows;
  }

  /** The rows of a query on the catalog's database, every column as a text. */
  List<List<String>> query(String sql) throws SQLException {
    return query(database, sql);
  }

  static List<List<String>> query(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database + "?busy_timeout=60000");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> result = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        result.add(row);
      }
      return result;
    }
  }

  /** A value in one spelling: maps sorted, structs with their names, without some columns. */
  static String spelled(Object value, List<String> without) {
    if (value instanceof Record row) {
      StringBuilder text = new StringBuilder("{");
      for (Types.NestedField field : row.struct().fields()) {
        Object cell = row.getField(field.name());
        if (cell != null && !without.contains(field.name())) {
          text.append(field.name()).append('=').append(spelled(cell, without)).append(' ');
        }
      }
      return text.append('}').toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> spelled(each, without)).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, each) -> sorted.put(String.valueOf(key), String.valueOf(each)));
      return sorted.toString();
    }
    if (value instanceof StructLike) {
      throw new IllegalStateException("Cannot spell " + value.getClass());
    }
    return String.valueOf(value);
  }

  @Override
  public void close() {
    catalog.close();
  }
}
