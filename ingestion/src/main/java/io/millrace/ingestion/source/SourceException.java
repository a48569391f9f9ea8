package io.millrace.ingestion.source;

import org.jspecify.annotations.Nullable;

/** A source cannot be listed; the run must stop and delete nothing. The message names the place. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceException(String message) {
    this(message, null);
  }

  SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
