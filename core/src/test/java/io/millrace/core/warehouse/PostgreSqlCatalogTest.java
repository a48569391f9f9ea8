package io.millrace.core.warehouse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The same as in SQLite holds in PostgreSQL; one server for all. */
final class PostgreSqlCatalogTest {
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

  @Nested
  class OfLeases extends LeasesTest {
    @Override
    Catalogs catalogs() {
      return catalogs;
    }
  }

  @Nested
  class OfCommits extends CommitsTest {
    @Override
    Catalogs catalogs() {
      return catalogs;
    }
  }

  @Nested
  class OfWarehouses extends WarehouseTest {
    @Override
    Catalogs catalogs() {
      return catalogs;
    }
  }
}
