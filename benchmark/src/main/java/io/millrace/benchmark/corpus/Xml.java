package io.millrace.benchmark.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What the formats made of XML share. */
final class Xml {
  static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

  private Xml() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String time(LocalDateTime time) {
    return TIME.format(time);
  }

  /** The properties that every Office document carries. */
  static String coreProperties(Draft draft) {
    return HEADER
        + "<cp:coreProperties"
        + " xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        + " xmlns:dcterms=\"http://purl.org/dc/terms/\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
        + escape(draft.title())
        + "</dc:title><dc:creator>"
        + escape(draft.author())
        + "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">"
        + time(draft.created())
        + "</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">"
        + time(draft.modified())
        + "</dcterms:modified></cp:coreProperties>";
  }

  /** The relations of a package whose main part is {@code main}. */
  static String packageRelations(String main) {
    return relationsHeader()
        + relation("rId1", OFFICE + "/officeDocument", main)
        + relation(
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml")
        + "</Relationships>";
  }

  static String relationsHeader() {
    return HEADER
        + "<Relationships"
        + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  }

  static String relation(String id, String type, String target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
  }

  /** The parts in a zip file, in order, always the same bytes. */
  static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no file behind it
    }
    return bytes.toByteArray();
  }
}
