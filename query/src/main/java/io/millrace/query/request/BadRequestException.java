package io.millrace.query.request;

import java.util.List;

/** A request with something wrong in it; all of it is named. */
public final class BadRequestException extends RuntimeException {
  private final int status;
  private final List<String> problems;

  /** Without a stack trace: whose fault it is is clear. */
  public BadRequestException(List<String> problems) {
    this(400, problems);
  }

  /**
   * The same with another status.
   *
   * @param status 400, 408, 413 or 415
   */
  public BadRequestException(int status, List<String> problems) {
    super(String.join("; ", problems), null, false, false);
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  /** The HTTP status that says what kind of wrong it is. */
  public int status() {
    return status;
  }

  /** What is wrong, at least one thing. */
  public List<String> problems() {
    return problems;
  }
}
