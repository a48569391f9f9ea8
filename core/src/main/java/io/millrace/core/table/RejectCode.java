package io.millrace.core.table;

/**
 * Why a document was rejected: what an operator can act on. The same codes stand in {@code millrace
 * rejects}.
 */
public enum RejectCode {
  /** The file could not be read (permissions, vanished while being read, storage error). */
  UNREADABLE,
  /** The file is larger than the limit. */
  TOO_LARGE,
  /** No parser knows this format. */
  UNSUPPORTED_FORMAT,
  /** The document wants a password. */
  ENCRYPTED,
  /** The parser says that the file is damaged. */
  CORRUPT,
  /** Parsing took longer than the time limit, also when tried alone. */
  TIMEOUT,
  /** Parsing needed more memory than the parser process may have. */
  OUT_OF_MEMORY,
  /** The parser process died. */
  CRASHED,
  /** The parsed text is larger than the limit (a decompression bomb, or simply too much). */
  OUTPUT_TOO_LARGE,
  /** The document has no text (a scan without OCR, an empty file). */
  NO_TEXT
}
