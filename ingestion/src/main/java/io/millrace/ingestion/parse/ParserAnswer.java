package io.millrace.ingestion.parse;

import io.millrace.core.table.Block;
import io.millrace.core.table.RejectCode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tika.metadata.DublinCore;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.pipes.PipesResult;
import org.jspecify.annotations.Nullable;

/** Reads what the child process answered: a document, or the reason why there is none. */
final class ParserAnswer {
  private static final String PARSER_OF_NOTHING = "org.apache.tika.parser.EmptyParser";
  private static final int LONGEST_TITLE = 500;

  private ParserAnswer() {}

  static ParsedDocument read(PipesResult result, ParserLimits limits) throws RejectedException {
    return switch (result.getStatus()) {
      case PARSE_SUCCESS, PARSE_SUCCESS_WITH_EXCEPTION -> document(result, limits);
      case TIMEOUT ->
          throw new RejectedException(
              RejectCode.TIMEOUT,
              "Cannot parse the document: it took more than "
                  + limits.retryTime().toSeconds()
                  + " s, tried alone; raise the time limit or repair the file");
      case OOM ->
          throw new RejectedException(
              RejectCode.OUT_OF_MEMORY,
              "Cannot parse the document: it needs more than the parser's heap of "
                  + (limits.heapBytes() >> 20)
                  + " MiB; raise the limit or split the file");
      case UNSPECIFIED_CRASH ->
          throw new RejectedException(
              RejectCode.CRASHED,
              "Cannot parse the document: it ended the parser's process; repair the file");
      case EMPTY_OUTPUT ->
          throw new RejectedException(
              RejectCode.NO_TEXT, "Cannot use the document: the parser found nothing in it");
      default ->
          throw new ParserFailure(
              "Cannot parse documents: the parser's process answered "
                  + result.getStatus()
                  + ", "
                  + result.getMessage());
    };
  }

  private static ParsedDocument document(PipesResult result, ParserLimits limits)
      throws RejectedException {
    Metadata metadata = result.getEmitData().getMetadataList().get(0);
    String exception = metadata.get(TikaCoreProperties.CONTAINER_EXCEPTION);
    String xhtml = metadata.get(TikaCoreProperties.TIKA_CONTENT);
    if ("true".equals(metadata.get(TikaCoreProperties.WRITE_LIMIT_REACHED))) {
      throw tooLarge(limits);
    }
    if (exception != null && !exception.isBlank()) {
      throw rejection(exception, limits);
    }
    String mediaType = mediaType(metadata.get(Metadata.CONTENT_TYPE));
    XhtmlBlocks content = XhtmlBlocks.read(xhtml == null ? "" : xhtml, mediaType);
    if (content.blocks().isEmpty()) {
      throw empty(metadata, mediaType);
    }
    return new ParsedDocument(
        mediaType,
        title(metadata.get(TikaCoreProperties.TITLE), content),
        metadata(metadata),
        content.blocks());
  }

  private static RejectedException tooLarge(ParserLimits limits) {
    return new RejectedException(
        RejectCode.OUTPUT_TOO_LARGE,
        "Cannot use the document: it unpacks to more than "
            + limits.outputCharacters()
            + " characters or far beyond its size; raise the limit if it is no bomb");
  }

  /** What the exception of the child means; its stack trace is all that comes back. */
  private static RejectedException rejection(String trace, ParserLimits limits) {
    String cause = cause(trace);
    if (trace.contains("NoClassDefFoundError")
        || trace.contains("NoSuchMethodError")
        || trace.contains("NoSuchFieldError")
        || trace.contains("ClassNotFoundException")
        || trace.contains("No space left on device")
        || trace.contains("Disk quota exceeded")) {
      throw new ParserFailure("Cannot parse documents: " + cause);
    }
    if (trace.contains("EncryptedDocumentException")
        || trace.contains("InvalidPasswordException")) {
      return new RejectedException(
          RejectCode.ENCRYPTED,
          "Cannot read the document: it wants a password; store it without one");
    }
    if (trace.contains("WriteLimitReachedException") || trace.contains("zip bomb")) {
      return tooLarge(limits);
    }
    if (trace.contains("OutOfMemoryError")
        || trace.contains("TikaMemoryLimitException")
        || trace.contains("RecordFormatException: Tried to allocate")) {
      return new RejectedException(
          RejectCode.OUT_OF_MEMORY,
          "Cannot parse the document: a part of it is too large for the parser, " + cause);
    }
    if (trace.contains("UnsupportedFormatException")) {
      return new RejectedException(
          RejectCode.UNSUPPORTED_FORMAT, "Cannot parse the document: " + cause);
    }
    return new RejectedException(
        RejectCode.CORRUPT, "Cannot parse the document: it is damaged, " + cause);
  }

  /** The last cause's line of a stack trace. */
  private static String cause(String trace) {
    String cause = trace.lines().findFirst().orElse("");
    for (String line : trace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause.length() > 300 ? cause.substring(0, 300) : cause;
  }

  private static RejectedException empty(Metadata metadata, String mediaType) {
    List<String> parsers = List.of(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY));
    if (parsers.contains(PARSER_OF_NOTHING) || parsers.isEmpty()) {
      return new RejectedException(
          RejectCode.UNSUPPORTED_FORMAT,
          "Cannot parse the document: there is no parser for " + mediaType);
    }
    return new RejectedException(
        RejectCode.NO_TEXT,
        "Cannot use the document: no text in it ("
            + mediaType
            + "); a scan needs character recognition first");
  }

  private static String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return "application/octet-stream";
    }
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
  }

  /** What the file names as its title, or else its first heading, if it begins with one. */
  private static @Nullable String title(@Nullable String named, XhtmlBlocks content) {
    String title = named == null || named.isBlank() ? content.title() : named;
    if (title == null || title.isBlank()) {
      title =
          content.blocks().stream()
              .limit(2)
              .filter(block -> block.kind() == Block.Kind.HEADING)
              .map(RawBlock::text)
              .findFirst()
              .orElse(null);
    }
    if (title == null) {
      return null;
    }
    String line = title.replaceAll("\\s+", " ").strip();
    if (line.isEmpty() || line.equals("\uFEFF")) {
      return null;
    }
    return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE);
  }

  private static Map<String, String> metadata(Metadata metadata) {
    Map<String, String> result = new TreeMap<>();
    put(result, "author", join(metadata.getValues(TikaCoreProperties.CREATOR)));
    put(result, "created", time(metadata.get(TikaCoreProperties.CREATED)));
    put(result, "modified", time(metadata.get(TikaCoreProperties.MODIFIED)));
    put(result, "subject", join(metadata.getValues(DublinCore.SUBJECT)));
    put(result, "description", join(metadata.getValues(TikaCoreProperties.DESCRIPTION)));
    put(result, "pages", value(metadata, PagedText.N_PAGES));
    return result;
  }

  private static @Nullable String value(Metadata metadata, Property property) {
    return metadata.get(property);
  }

  private static @Nullable String join(String[] values) {
    return values.length == 0 ? null : String.join("; ", values);
  }

  private static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      map.put(key, value.strip());
    }
  }

  /** A time in ISO 8601, UTC; null where the file names something else. */
  private static @Nullable String time(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value).toInstant().toString();
    } catch (DateTimeParseException e) {
      try {
        Instant instant = LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
        return instant.toString();
      } catch (DateTimeParseException alsoNotLocal) {
        return null;
      }
    }
  }
}
