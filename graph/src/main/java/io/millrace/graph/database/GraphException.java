package io.millrace.graph.database;

/** The graph database cannot be used; the message says for what, and why. */
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for a program. */
  public enum Code {
    /** The server cannot be started; its log says why. */
    GRAPH_START_FAILED,
    /** It does not answer, and was waited for. */
    GRAPH_AWAY,
    /** It does not let us in. */
    GRAPH_ACCESS,
    /** It holds something else, or another warehouse's graph. */
    GRAPH_FOREIGN,
    /** It is loaded by another run, or holds a newer revision. */
    GRAPH_BUSY,
    /** What is loaded does not fit together. */
    GRAPH_CONTENT,
    /** It refused what it was asked, as where its disk is full. */
    GRAPH_FAILED
  }

  private final Code code;

  /** A failure with a message that says it all. */
  public GraphException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** The same, with what led to it. */
  public GraphException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }
}
