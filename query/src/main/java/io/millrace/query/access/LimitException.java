package io.millrace.query.access;

/** A request that is over a limit and was not looked at. */
public final class LimitException extends RuntimeException {
  /** Which limit. */
  public enum Kind {
    /** Too many requests a second. */
    RATE,
    /** Too many requests at a time of one caller. */
    CONCURRENT,
    /** Too many requests of all callers. */
    BUSY
  }

  private final Kind kind;

  LimitException(Kind kind, String message) {
    super(message, null, false, false); // thrown when there is most to do: no stack trace
    this.kind = kind;
  }

  /** Which limit. */
  public Kind kind() {
    return kind;
  }
}
