package io.millrace.ingestion.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens listed files, on the driver or an executor. */
public final class SourceFiles {
  private SourceFiles() {}

  /**
   * The bytes of a file; the caller closes it.
   *
   * @param uri canonical URI
   */
  public static InputStream open(String uri) throws IOException {
    if (!CanonicalUri.isRemote(uri)) {
      return Files.newInputStream(Path.of(URI.create(uri)));
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(URI.create(uri));
    return RemoteFiles.systemOf(path).open(path);
  }
}
