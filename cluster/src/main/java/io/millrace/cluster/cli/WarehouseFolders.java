package io.millrace.cluster.cli;

import java.net.URI;
import java.nio.file.Path;

/**
 * The parts of a warehouse that are read without Spark, Hadoop and Iceberg; they need a folder,
 * local or mounted.
 */
record WarehouseFolders(Path root) {

  /**
   * The folder that {@code warehouse} names.
   *
   * @throws IllegalArgumentException if it is a URI of another file system
   */
  static WarehouseFolders of(String warehouse) {
    if (warehouse.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      URI uri = URI.create(warehouse);
      if (!"file".equals(uri.getScheme())) {
        throw new IllegalArgumentException(
            "Cannot use warehouse "
                + warehouse
                + " for index and releases: its scheme is "
                + uri.getScheme()
                + ", and they need a local or mounted folder");
      }
      return new WarehouseFolders(Path.of(uri.getPath()));
    }
    return new WarehouseFolders(Path.of(warehouse).toAbsolutePath().normalize());
  }

  Path index() {
    return root.resolve("index");
  }

  Path releases() {
    return root.resolve("releases");
  }

  Path cache() {
    return root.resolve("cache");
  }
}
