package io.millrace.core.release;

import org.jspecify.annotations.Nullable;

/**
 * A release cannot be found, published or rolled back, or the deny list cannot be read or changed;
 * the message says why.
 */
public final class ReleaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReleaseException(String message) {
    this(message, null);
  }

  ReleaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
