package io.millrace.graph.model;

/** A language model could not be asked, or gave no answer that can be used. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** What an operator must act on. */
  public enum Code {
    /** The budget of the run is spent. */
    MODEL_BUDGET(true),
    /** Some texts could not be examined; the others were. */
    MODEL_TEXTS(true),
    /** The key is wrong, or there is no credit. */
    MODEL_ACCESS(true),
    /** There is no such address or model. */
    MODEL_NOT_FOUND(true),
    /** The server is not reached. */
    MODEL_UNREACHABLE(true),
    /** The server does not take a JSON schema. */
    MODEL_FORMAT(true),
    /** The server will not examine this text. */
    MODEL_REFUSED(false),
    /** The server has failed, or limited, every attempt. */
    MODEL_UNAVAILABLE(false),
    /** The answer is not of the form asked for. */
    MODEL_ANSWER(false),
    /** The answer was cut off. */
    MODEL_CUT_OFF(false);

    private final boolean forAll;

    Code(boolean forAll) {
      this.forAll = forAll;
    }

    /** Whether it is no better for any other text. */
    boolean isForAll() {
      return forAll;
    }
  }

  ModelException(Code code, String message) {
    super(message);
    this.code = code;
  }

  ModelException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What an operator must act on. */
  public Code code() {
    return code;
  }
}
