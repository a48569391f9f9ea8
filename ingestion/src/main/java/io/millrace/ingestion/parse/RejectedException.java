package io.millrace.ingestion.parse;

import io.millrace.core.table.RejectCode;

/**
 * This one document cannot be used; the others can. Thrown for nothing else: what is wrong with the
 * machine or the installation is thrown as {@link ParserFailure} or as the error it is.
 */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1;
  private final RejectCode code;

  public RejectedException(RejectCode code, String message) {
    super(message);
    this.code = code;
  }

  /** What an operator can act on. */
  public RejectCode code() {
    return code;
  }
}
