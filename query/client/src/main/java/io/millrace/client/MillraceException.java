package io.millrace.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that was not answered as asked. Its status is the service's, and {@code code} the
 * service's too: what a program acts on. Where no answer was had the status is 0 and the code one
 * of the constants here.
 */
public final class MillraceException extends RuntimeException {
  /** No connection, or it ended within an answer. */
  public static final String UNREACHABLE = "UNREACHABLE";

  /** The settings' time was over. */
  public static final String TIMEOUT = "TIMEOUT";

  /** The thread was interrupted, and still is. */
  public static final String INTERRUPTED = "INTERRUPTED";

  /** An answer that is not one of this service; its status is that answer's. */
  public static final String NOT_UNDERSTOOD = "NOT_UNDERSTOOD";

  private final int status;
  private final String code;
  private final String detail;
  private final List<String> problems;

  MillraceException(
      String what,
      int status,
      String code,
      String detail,
      List<String> problems,
      @Nullable Throwable cause) {
    super(
        "Cannot "
            + what
            + ": "
            + (status == 0 ? "" : status + " ")
            + code
            + ": "
            + detail
            + (problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")"),
        cause);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.problems = List.copyOf(problems);
  }

  /** The HTTP status, or 0 without an answer. */
  public int status() {
    return status;
  }

  /** What a program acts on, in capitals, such as {@code TOO_MANY_REQUESTS}. */
  public String code() {
    return code;
  }

  /** What is wrong, for a person. */
  public String detail() {
    return detail;
  }

  /** All of several things that are wrong with a request, else empty. */
  public List<String> problems() {
    return problems;
  }
}
