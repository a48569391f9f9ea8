package io.millrace.cluster.standalone;

/** The local cluster cannot be brought up, or not be looked at; the message says why. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for a program. */
  public enum Code {
    /** All of it runs already, or it runs with other sizes than were asked for. */
    ALREADY_UP,
    /** Another program listens on the port. */
    PORT_TAKEN,
    /** A process ended or stayed silent while the cluster came up. */
    START_FAILED,
    /** Its folder cannot be used. */
    FOLDER
  }

  private final Code code;

  ClusterException(Code code, String message) {
    super(message);
    this.code = code;
  }

  ClusterException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }
}
