package io.millrace.core.release;

import io.millrace.core.settings.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The parts of a warehouse that are read without Spark, Hadoop and Iceberg; they need a folder,
 * local or mounted: the warehouse itself, or the one that {@code index.folder} names.
 *
 * @param root that folder
 */
public record WarehouseFolders(Path root) {

  /**
   * The folder that the settings name.
   *
   * @throws IllegalArgumentException if it is a URI of another file system
   */
  public static WarehouseFolders of(Settings settings) {
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

  /**
   * The same, where there is a warehouse: what is meant for one that a slip names would do nothing.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static WarehouseFolders existing(Settings settings) {
    WarehouseFolders folders = of(settings);
    if (!Files.isDirectory(folders.releases())) {
      throw new IllegalArgumentException(
          "Cannot use the warehouse "
              + folders.root()
              + ": there is no folder releases in it, so it is none");
    }
    return folders;
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

  /** Where index generations are. */
  public Path index() {
    return root.resolve("index");
  }

  /** Where releases are. */
  public Path releases() {
    return root.resolve("releases");
  }

  /** Where anything is that can be made again. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** The keys of the query service's callers. */
  public Path access() {
    return root.resolve("access");
  }

  /** What the query service writes, unless settings name another folder. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The warehouse's own graph database. */
  public Path graph() {
    return root.resolve("graph");
  }

  /** What evaluations keep and can make again. */
  public Path evaluations() {
    return cache().resolve("evaluation");
  }
}
