package io.millrace.query.page;

import java.util.Locale;
import java.util.Map;

/** The kinds of file by which people know media types. */
final class MediaTypes {
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("application/pdf", "pdf"),
          Map.entry("application/msword", "word"),
          Map.entry("application/rtf", "rtf"),
          Map.entry("application/vnd.oasis.opendocument.text", "odt"),
          Map.entry("application/vnd.ms-excel", "excel"),
          Map.entry("application/vnd.ms-powerpoint", "powerpoint"),
          Map.entry("application/xhtml+xml", "html"),
          Map.entry("application/epub+zip", "epub"),
          Map.entry("application/zip", "archive"),
          Map.entry("application/json", "json"),
          Map.entry("application/xml", "xml"),
          Map.entry("application/javascript", "code"),
          Map.entry("application/x-sh", "code"),
          Map.entry("message/rfc822", "mail"),
          Map.entry("text/csv", "csv"),
          Map.entry("text/html", "html"),
          Map.entry("text/markdown", "markdown"),
          Map.entry("text/plain", "text"),
          Map.entry("text/troff", "manual"),
          Map.entry("text/xml", "xml"));

  private MediaTypes() {}

  /** The key of the kind, or {@code other}. */
  static String key(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    if (parameters >= 0) {
      type = type.substring(0, parameters).strip();
    }
    String known = KEYS.get(type);
    if (known != null) {
      return known;
    }
    if (type.startsWith("application/vnd.openxmlformats-officedocument.")) {
      return type.contains("wordprocessing")
          ? "word"
          : type.contains("spreadsheet") ? "excel" : "powerpoint";
    }
    if (type.startsWith("application/vnd.ms-word")) {
      return "word";
    }
    if (type.startsWith("application/vnd.ms-excel")) {
      return "excel";
    }
    if (type.startsWith("application/vnd.ms-powerpoint")) {
      return "powerpoint";
    }
    return type.matches("text/x-(web-markdown|markdown)")
        ? "markdown"
        : type.startsWith("text/x-") ? "code" : "other";
  }
}
