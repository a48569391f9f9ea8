package io.millrace.core.warehouse;

import org.jspecify.annotations.Nullable;

/** A warehouse cannot be opened, read or written; the message says why. */
public final class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for a program. */
  public enum Code {
    /** The warehouse was written by a newer version. */
    NEWER_FORMAT,
    /** The location does not name a place that can be used. */
    LOCATION,
    /** The catalog's database or the storage failed. */
    STORAGE,
    /** Another writer holds the lease, and the caller would not wait. */
    LEASE_HELD,
    /** Another writer took the lease over: this one must stop. */
    LEASE_LOST,
    /** A commit's revision is not the last one plus one. */
    REVISION
  }

  private final Code code;

  /** A failure with its code. */
  public WarehouseException(Code code, String message) {
    this(code, message, null);
  }

  /** A failure with its code and what caused it. */
  public WarehouseException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }
}
