package io.millrace.core.warehouse;

import io.millrace.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** What must hold for a catalog in any database; here in SQLite, in subclasses elsewhere. */
abstract class CatalogContract {
  @TempDir Path folder;

  /** The settings of a warehouse in a folder; the same for the same folder. */
  Settings settings(Path warehouse) {
    return Settings.load(Optional.empty(), Map.of(), Map.of("warehouse", warehouse.toString()));
  }

  /** The database behind {@link #settings}. */
  CatalogDatabase database(Path warehouse) {
    return CatalogDatabase.sqlite(warehouse.resolve("catalog.db"));
  }

  /** Everything in that database, in a form to compare. */
  Object contents(Path warehouse) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(warehouse.resolve("catalog.db")));
  }

  Warehouse open(Path warehouse) {
    return Warehouse.open(settings(warehouse));
  }
}
