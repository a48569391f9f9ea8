package io.millrace.embedding.encode;

/**
 * What to choose about an encoder.
 *
 * @param precision how to calculate
 * @param device where to calculate
 * @param maxTokens the longest text in tokens, special ones included; 0 for the model's limit
 * @param threads threads inside one calculation, for all encoders of the process; 0 leaves the
 *     engine's own choice, which is one a core. Give 1 where several tasks encode at once.
 */
public record EncoderOptions(Precision precision, Compute device, int maxTokens, int threads) {

  /** Everything chosen by model and machine. */
  public static final EncoderOptions DEFAULT =
      new EncoderOptions(Precision.AUTO, Compute.AUTO, 0, 0);

  public EncoderOptions {
    if (maxTokens < 0 || threads < 0) {
      throw new IllegalArgumentException(
          "Cannot use the encoder options: max-tokens "
              + maxTokens
              + " and threads "
              + threads
              + " must not be negative");
    }
  }

  /** The same with another precision. */
  public EncoderOptions with(Precision other) {
    return new EncoderOptions(other, device, maxTokens, threads);
  }

  /** The same with another limit. */
  public EncoderOptions withMaxTokens(int other) {
    return new EncoderOptions(precision, device, other, threads);
  }

  /** The same with another number of threads. */
  public EncoderOptions withThreads(int other) {
    return new EncoderOptions(precision, device, maxTokens, other);
  }
}
