package io.millrace.ingestion.source;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which a document is named: {@code file:///…} with the name's bytes
 * percent-encoded in upper case, symbolic links resolved (RFC 8089, RFC 3986); other file systems
 * as they name themselves. Names go through URIs and never through strings of this machine's
 * locale, so that they are the same under any.
 */
public final class CanonicalUri {
  private static final String PLAIN = "-._~!$&'()*+,;=:@/";

  private CanonicalUri() {}

  /** Whether {@code location} names another file system than the local one. */
  public static boolean isRemote(String location) {
    return location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
        && !location.toLowerCase(Locale.ROOT).startsWith("file:");
  }

  /**
   * The local path that a plain path or a {@code file:} URI in any spelling names; a relative one
   * is taken from the working directory.
   */
  static Path path(String location) {
    String lower = location.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("file:")) {
      return ofPlainPath(location);
    }
    String rest = location.substring("file:".length());
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
      if (slash < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
        throw new SourceException(
            "Cannot list " + location + ": the file is on the host " + host + ", not on this one");
      }
      rest = rest.substring(slash);
    }
    if (!rest.startsWith("/")) {
      return ofPlainPath(rest);
    }
    try {
      return Path.of(URI.create("file://" + encode(rest, "%")));
    } catch (IllegalArgumentException e) {
      throw new SourceException("Cannot list " + location + ": it is no URI: " + e.getMessage(), e);
    }
  }

  private static Path ofPlainPath(String path) {
    if (path.isEmpty()) {
      throw new SourceException("Cannot list a source: its path is empty");
    }
    String absolute =
        path.startsWith("/")
            ? encode(path, "")
            : Path.of("").toAbsolutePath().toUri().getRawPath() + encode(path, "");
    try {
      return Path.of(URI.create("file://" + absolute)).normalize();
    } catch (IllegalArgumentException e) {
      throw new SourceException("Cannot list " + path + ": " + e.getMessage(), e);
    }
  }

  private static String encode(String path, String alsoPlain) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || (PLAIN + alsoPlain).indexOf(c) >= 0);
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /** The canonical URI of a local file that exists. */
  static String of(Path file) throws IOException {
    String raw = file.toRealPath().toUri().getRawPath();
    return "file://" + encode(raw, "%");
  }

  /**
   * The canonical URI that a user's spelling names: as the file is where it exists, else as it
   * would be in the nearest folder that does.
   *
   * @param location a plain path or a URI
   */
  public static String of(String location) {
    if (isRemote(location)) {
      return URI.create(encode(location, "%?#")).normalize().toString();
    }
    Path path = path(location).normalize();
    try {
      return of(path);
    } catch (IOException e) {
      return "file://" + encode(gone(path).toUri().getRawPath(), "%");
    }
  }

  /** A file that is gone, where it would be: in the nearest folder that is there, behind links. */
  private static Path gone(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      try {
        return folder.toRealPath().resolve(folder.relativize(file));
      } catch (IOException e) {
        continue; // this one is gone, too
      }
    }
    return file;
  }

  /** The path in {@code uri} for people, percent-decoded; undecodable bytes become U+FFFD. */
  public static String displayPath(String uri) {
    return new String(bytes(uri), StandardCharsets.UTF_8);
  }

  /** The last segment of {@link #displayPath}. */
  public static String fileName(String uri) {
    String path = displayPath(uri);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether the path's bytes are UTF-8. */
  static boolean isUtf8(String uri) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(uri)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] bytes(String uri) {
    @Nullable String raw = URI.create(uri).getRawPath();
    String path = raw == null ? uri : raw;
    List<Byte> decoded = new ArrayList<>(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        decoded.add((byte) Integer.parseInt(path.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        decoded.add((byte) path.charAt(i));
      }
    }
    byte[] result = new byte[decoded.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = decoded.get(i);
    }
    return result;
  }
}
