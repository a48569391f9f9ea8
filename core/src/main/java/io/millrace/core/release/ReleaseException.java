package io.millrace.core.release;

/** A release cannot be found, published or rolled back; the message says why. */
public final class ReleaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReleaseException(String message) {
    super(message);
  }
}
