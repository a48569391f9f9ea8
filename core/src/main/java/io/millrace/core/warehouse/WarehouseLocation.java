package io.millrace.core.warehouse;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a warehouse is: a local folder, or a URI of any file system that Hadoop knows.
 *
 * @param root the place in the form that Hadoop's paths take, {@code file:/…} for a local one, not
 *     percent-encoded, without a slash at the end
 * @param local the same as a path, or null where it is not local
 */
record WarehouseLocation(String root, @Nullable Path local) {
  static WarehouseLocation of(String location) {
    if (location.isBlank()) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION, "Cannot open the warehouse: its location is empty");
    }
    try {
      if (location.startsWith("file:")) {
        return local(
            location.startsWith("file:/")
                ? Path.of(URI.create(location.replace(" ", "%20")))
                : Path.of(location.substring("file:".length())));
      }
      if (location.startsWith("s3:") || location.startsWith("s3n:")) {
        throw new WarehouseException(
            WarehouseException.Code.LOCATION,
            "Cannot open the warehouse "
                + location
                + ": write s3a:"
                + location.substring(location.indexOf(':') + 1)
                + ", as Hadoop's file system is called");
      }
      if (location.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
        return new WarehouseLocation(location.replaceAll("/+$", ""), null);
      }
      return local(Path.of(location));
    } catch (IllegalArgumentException e) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot open the warehouse " + location + ": it is no path and no URI: " + e.getMessage(),
          e);
    }
  }

  /** The local folder that a setting names. */
  static Path folder(String setting, String folder) {
    Path local = of(folder).local();
    if (local == null) {
      throw new WarehouseException(
          WarehouseException.Code.LOCATION,
          "Cannot use " + setting + " " + folder + ": it must be a local or mounted folder");
    }
    return local;
  }

  private static WarehouseLocation local(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return new WarehouseLocation("file:" + absolute, absolute);
  }
}
