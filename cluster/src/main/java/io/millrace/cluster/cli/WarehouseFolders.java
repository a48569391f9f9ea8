package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import java.net.URI;
import java.nio.file.Path;

/**
 * The parts of a warehouse that are read without Spark, Hadoop and Iceberg; they need a folder,
 * local or mounted: the warehouse itself, or the one that {@code index.folder} names.
 */
record WarehouseFolders(Path root) {

  /**
   * The folder that the settings name.
   *
   * @throws IllegalArgumentException if it is a URI of another file system
   */
  static WarehouseFolders of(Settings settings) {
    String folder = settings.index().folder().orElse(settings.warehouse());
    if (folder.startsWith("file:")) {
      return new WarehouseFolders(ofFileUri(folder).toAbsolutePath().normalize());
    }
    if (folder.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
      throw new IllegalArgumentException(
          "Cannot use "
              + folder
              + " for index and releases: its scheme is "
              + folder.substring(0, folder.indexOf(':'))
              + "; name a local or mounted folder in the setting index.folder"
              + " (MILLRACE_INDEX_FOLDER)");
    }
    return new WarehouseFolders(Path.of(folder).toAbsolutePath().normalize());
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
