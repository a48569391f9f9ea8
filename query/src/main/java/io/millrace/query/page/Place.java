package io.millrace.query.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a document's URI reads: percent-encoded UTF-8 is decoded, what is not stays as it is. */
public final class Place {
  private Place() {}

  /** The title, else the name of the file. */
  static String name(@Nullable String title, String uri) {
    return title == null || title.isBlank() ? file(uri) : title;
  }

  /** The last segment, decoded: the file's name. */
  public static String file(String uri) {
    String bare = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    String name = decoded(bare.substring(bare.lastIndexOf('/') + 1));
    return name.isBlank() ? uri : name;
  }

  /** The whole place, decoded; a local file without its scheme. */
  public static String path(String uri) {
    return decoded(uri.startsWith("file:///") ? uri.substring("file://".length()) : uri);
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int at = 0; at < bytes.length; at++) {
      int high = bytes[at] == '%' && at + 2 < bytes.length ? digit(bytes[at + 1]) : -1;
      int low = high < 0 ? -1 : digit(bytes[at + 2]);
      if (low < 0) {
        decoded.write(bytes[at]);
      } else {
        decoded.write(high * 16 + low);
        at += 2;
      }
    }
    String result = decoded.toString(StandardCharsets.UTF_8);
    return result.indexOf('\uFFFD') >= 0 ? text : result;
  }

  private static int digit(byte character) {
    return Character.digit(character, 16);
  }
}
