package io.millrace.embedding.retrieve;

import java.util.List;

/** Makes vectors of questions. Implementations may be used by several threads. */
public interface QueryEncoder {
  /** Fingerprint of the encoder, as in the generation's manifest. */
  String fingerprint();

  /** The vector of a question, {@code [dimension]} and L2-normalised. */
  float[] encode(String query);

  /**
   * The vectors of several questions in their order; cheaper than one by one where an encoder reads
   * its weights once for all.
   */
  default List<float[]> encodeAll(List<String> queries) {
    return queries.stream().map(this::encode).toList();
  }
}
