package io.millrace.query.answer;

/** What was asked for cannot be had now, and may be had later. */
public final class UnavailableException extends RuntimeException {
  /** Without a stack trace: it says all, and is thrown when there is most to do. */
  public UnavailableException(String message) {
    super(message, null, false, false);
  }
}
