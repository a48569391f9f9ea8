package io.millrace.core.warehouse;

import io.millrace.core.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Catalogs of warehouses in one kind of database. */
interface Catalogs {
  /** SQLite files, each in its warehouse. */
  Catalogs SQLITE =
      new Catalogs() {
        @Override
        public Settings settings(Path warehouse) {
          return Settings.load(
              Optional.empty(), Map.of(), Map.of("warehouse", warehouse.toString()));
        }

        @Override
        public CatalogDatabase database(Path warehouse) {
          return CatalogDatabase.sqlite(warehouse.resolve("catalog.db"));
        }

        @Override
        public Object contents(Path warehouse) {
          try {
            return HexFormat.of().formatHex(Files.readAllBytes(warehouse.resolve("catalog.db")));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  /** The settings of a warehouse in a folder; the same for the same folder. */
  Settings settings(Path warehouse);

  /** The database behind {@link #settings}. */
  CatalogDatabase database(Path warehouse);

  /** Everything in that database, in a form to compare. */
  Object contents(Path warehouse);
}
