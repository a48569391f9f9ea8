package io.millrace.graph.explore;

import org.jspecify.annotations.Nullable;

/** The graph cannot be read now; its message may be shown to whoever asked. */
public final class GraphUnavailableException extends RuntimeException {
  /** Says why. */
  public GraphUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
