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
    if (warehouse.startsWith("file:")) {
      return new WarehouseFolders(ofFileUri(warehouse).toAbsolutePath().normalize());
    }
    if (warehouse.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
      throw new IllegalArgumentException(
          "Cannot use warehouse "
              + warehouse
              + " for index and releases: its scheme is "
              + warehouse.substring(0, warehouse.indexOf(':'))
              + ", and they need a local or mounted folder");
    }
    return new WarehouseFolders(Path.of(warehouse).toAbsolutePath().normalize());
  }

  /** The same spellings as the tables' own location takes. */
  private static Path ofFileUri(String warehouse) {
    if (!warehouse.startsWith("file:/")) {
      return Path.of(warehouse.substring("file:".length()));
    }
    try {
      return Path.of(URI.create(warehouse.replace(" ", "%20")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use warehouse " + warehouse + ": it is no file URI: " + e.getMessage(), e);
    }
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

  /** What evaluations keep and can make again. */
  Path evaluations() {
    return cache().resolve("evaluation");
  }
}
