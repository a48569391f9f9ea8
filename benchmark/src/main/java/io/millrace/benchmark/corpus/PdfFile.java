package io.millrace.benchmark.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;

/**
 * A PDF file, ISO 32000-1. Fonts are named and not embedded, as the standard allows for Helvetica
 * and for the Chinese fonts of the Adobe-GB1 collection with the encoding UniGB-UCS2-H: no font has
 * to be at hand, and every reader finds the text.
 */
final class PdfFile {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final int FIRST_PAGE = 8;
  private static final List<String> OBJECTS =
      List.of(
          "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
          "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
              + " /DescendantFonts [5 0 R] >>",
          "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
              + " << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000"
              + " /FontDescriptor 6 0 R >>",
          "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
              + " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private PdfFile() {}

  static byte[] write(Draft draft) {
    PdfFile file = new PdfFile();
    file.file(draft, PdfPages.of(draft));
    return file.bytes.toByteArray();
  }

  private void file(Draft draft, List<String> pages) {
    ascii("%PDF-1.4\n");
    object("<< /Type /Catalog /Pages 2 0 R >>");
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages.size(); i++) {
      kids.append(FIRST_PAGE + 2 * i).append(" 0 R ");
    }
    object("<< /Type /Pages /Count " + pages.size() + " /Kids [" + kids + "] >>");
    OBJECTS.forEach(this::object);
    object(
        "<< /Title "
            + text(draft.title())
            + " /Author "
            + text(draft.author())
            + " /CreationDate "
            + time(draft.created())
            + " /ModDate "
            + time(draft.modified())
            + " >>");
    for (int i = 0; i < pages.size(); i++) {
      object(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
              + (FIRST_PAGE + 2 * i + 1)
              + " 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>");
      stream(pages.get(i).getBytes(StandardCharsets.ISO_8859_1));
    }
    int table = bytes.size();
    ascii("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      ascii(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    ascii("trailer\n<< /Size " + (offsets.size() + 1) + " /Root 1 0 R /Info 7 0 R >>\n");
    ascii("startxref\n" + table + "\n%%EOF\n");
  }

  private void object(String content) {
    offsets.add(bytes.size());
    ascii(offsets.size() + " 0 obj\n" + content + "\nendobj\n");
  }

  private void stream(byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[content.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    offsets.add(bytes.size());
    ascii(offsets.size() + " 0 obj\n<< /Filter /FlateDecode /Length " + length + " >>\nstream\n");
    bytes.write(packed, 0, length);
    ascii("\nendstream\nendobj\n");
  }

  private void ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A text string: UTF-16 with a byte order mark. */
  private static String text(String text) {
    return "<FEFF" + PdfPages.hex(text) + ">";
  }

  private static String time(LocalDateTime time) {
    return "(D:" + TIME.format(time) + "Z)";
  }
}
