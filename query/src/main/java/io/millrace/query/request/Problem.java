package io.millrace.query.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An error as RFC 9457 has it. It never says more than its reader may know, and never where in the
 * program it came about.
 *
 * @param type {@code about:blank}: the status says what kind it is
 * @param title the status in words
 * @param status the HTTP status
 * @param code what a program acts on, in capitals
 * @param detail what is wrong, for a person
 * @param problems all of several things that are wrong
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String code, String detail, List<String> problems) {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int MOST_TOLD = 50;

  /** A problem with one sentence about it. */
  public static Problem of(int status, String code, String detail) {
    return new Problem("about:blank", title(status), status, code, detail, List.of());
  }

  /** A request with something wrong in it; a stranger's ten thousand faults are not all told. */
  public static Problem badRequest(List<String> problems) {
    String detail = problems.size() == 1 ? problems.get(0) : problems.size() + " things are wrong";
    return new Problem(
        "about:blank",
        title(400),
        400,
        "BAD_REQUEST",
        detail,
        problems.size() == 1
            ? List.of()
            : List.copyOf(problems.subList(0, Math.min(MOST_TOLD, problems.size()))));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "HTTP " + status;
    };
  }
}
