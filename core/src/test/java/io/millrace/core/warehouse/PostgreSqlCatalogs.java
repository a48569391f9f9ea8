package io.millrace.core.warehouse;

import io.millrace.core.settings.Secret;
import io.millrace.core.settings.Settings;
import io.millrace.testing.PostgreSql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Catalogs in one PostgreSQL server, a database for each warehouse. */
final class PostgreSqlCatalogs implements Catalogs, AutoCloseable {
  private final PostgreSql server = PostgreSql.start();
  private final Map<Path, String> uris = new HashMap<>();

  @Override
  public Settings settings(Path warehouse) {
    return Settings.load(
        Optional.empty(),
        Map.of("MILLRACE_CATALOG_PASSWORD", server.password()),
        Map.of(
            "warehouse",
            warehouse.toString(),
            "catalog.uri",
            uri(warehouse),
            "catalog.user",
            PostgreSql.USER));
  }

  @Override
  public CatalogDatabase database(Path warehouse) {
    return CatalogDatabase.of(
        uri(warehouse), Optional.of(PostgreSql.USER), Optional.of(new Secret(server.password())));
  }

  @Override
  public Object contents(Path warehouse) {
    CatalogDatabase database = database(warehouse);
    List<String> rows = new ArrayList<>();
    for (String table :
        database.query(
            row -> row.getString(1),
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                + " ORDER BY 1")) {
      rows.add(table);
      rows.addAll(
          database.query(
              row -> row.getString(1), "SELECT t::text FROM " + table + " t ORDER BY 1"));
    }
    return rows;
  }

  private synchronized String uri(Path warehouse) {
    return uris.computeIfAbsent(warehouse, absent -> server.newDatabase());
  }

  @Override
  public void close() {
    server.close();
  }
}
