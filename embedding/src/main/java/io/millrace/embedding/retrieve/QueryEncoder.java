package io.millrace.embedding.retrieve;

/** Makes vectors of questions. Implementations may be used by several threads. */
public interface QueryEncoder {
  /** Fingerprint of the encoder, as in the generation's manifest. */
  String fingerprint();

  /** The vector of a question, {@code [dimension]} and L2-normalised. */
  float[] encode(String query);
}
