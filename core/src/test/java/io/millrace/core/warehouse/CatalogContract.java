package io.millrace.core.warehouse;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What must hold for a catalog in any database; here in SQLite, in subclasses elsewhere. */
abstract class CatalogContract {
  @TempDir Path folder;

  /** Where the catalogs are. */
  Catalogs catalogs() {
    return Catalogs.SQLITE;
  }

  Warehouse open(Path warehouse) {
    return Warehouse.open(catalogs().settings(warehouse));
  }
}
