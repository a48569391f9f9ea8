package io.millrace.ingestion;

/** An ingestion run stops before it changes anything; the code and the message say why. */
public final class IngestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why it stops. */
  public enum Code {
    /** More documents vanished than may be deleted without being asked. */
    TOO_MANY_DELETES,
    /** Files of this source belong to another one. */
    OTHER_SOURCE,
    /** A row cannot be written, or the pipeline broke. */
    FAILED
  }

  private final Code code;

  IngestException(Code code, String message) {
    super(message);
    this.code = code;
  }

  IngestException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Why it stops. */
  public Code code() {
    return code;
  }
}
