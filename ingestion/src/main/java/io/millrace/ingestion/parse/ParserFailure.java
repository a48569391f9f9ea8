package io.millrace.ingestion.parse;

/**
 * Parsing as such does not work here: the child process cannot start, its class path is broken, the
 * disk is full. Not the fault of a document: the job has to stop.
 */
public final class ParserFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ParserFailure(String message) {
    super(message);
  }

  ParserFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
