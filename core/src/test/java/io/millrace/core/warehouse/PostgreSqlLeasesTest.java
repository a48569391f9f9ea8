package io.millrace.core.warehouse;

import io.millrace.core.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same with the catalog in PostgreSQL. */
final class PostgreSqlLeasesTest extends LeasesTest {
  private static PostgreSqlCatalogs catalogs;

  @BeforeAll
  static void start() {
    catalogs = new PostgreSqlCatalogs();
  }

  @AfterAll
  static void stop() {
    if (catalogs != null) {
      catalogs.close();
    }
  }

  @Override
  Settings settings(Path warehouse) {
    return catalogs.settings(warehouse);
  }

  @Override
  CatalogDatabase database(Path warehouse) {
    return catalogs.database(warehouse);
  }

  @Override
  Object contents(Path warehouse) {
    return catalogs.contents(warehouse);
  }
}
