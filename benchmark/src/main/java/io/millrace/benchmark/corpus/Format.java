package io.millrace.benchmark.corpus;

import java.util.Random;

/** The formats that documents come in, with their share in a hundred. */
enum Format {
  HTML("html", 28),
  MARKDOWN("md", 14),
  TEXT("txt", 14),
  WORD("docx", 18),
  EXCEL("xlsx", 6),
  PDF("pdf", 20);

  private final String extension;
  private final int share;

  Format(String extension, int share) {
    this.extension = extension;
    this.share = share;
  }

  String extension() {
    return extension;
  }

  /** The document in this format; the same bytes for the same document. */
  byte[] write(Draft draft) {
    return switch (this) {
      case HTML -> HtmlFile.write(draft);
      case MARKDOWN -> TextFile.markdown(draft);
      case TEXT -> TextFile.plain(draft);
      case WORD -> WordFile.write(draft);
      case EXCEL -> ExcelFile.write(draft);
      case PDF -> PdfFile.write(draft);
    };
  }

  /** One of them, by their shares. */
  static Format one(Random random) {
    int at = random.nextInt(100);
    for (Format format : values()) {
      at -= format.share;
      if (at < 0) {
        return format;
      }
    }
    throw new AssertionError("the shares are less than a hundred");
  }
}
