package io.millrace.query.answer;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The file of a document, as it was ingested.
 *
 * @param release the release that knows it
 * @param name its file name
 * @param content its bytes, to be closed by who reads them
 * @param bytes its size
 * @param mediaType its media type, or null
 */
public record Original(
    String release, String name, InputStream content, long bytes, @Nullable String mediaType) {
  private static final String PDF = "application/pdf";

  /**
   * The type it is served as: what could run a script in a reader's browser is bytes to be saved.
   */
  public String servedType() {
    return PDF.equals(mediaType) ? PDF : "application/octet-stream";
  }

  /** The header {@code Content-Disposition}, its file name as RFC 6266 and RFC 8187 have it. */
  public String disposition() {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return (PDF.equals(mediaType) ? "inline" : "attachment")
        + "; filename=\""
        + name.replaceAll("[^A-Za-z0-9._ -]", "_")
        + "\"; filename*=UTF-8''"
        + encoded;
  }
}
