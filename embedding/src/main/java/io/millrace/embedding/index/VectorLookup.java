package io.millrace.embedding.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a writer finds the vectors of passages. Used by as many threads as call the writer. */
@FunctionalInterface
public interface VectorLookup {
  /** No vectors at all, for generations without encoders. */
  VectorLookup NONE = (textHash, encoder) -> null;

  /**
   * The vector of a text, {@code [dimension]} and L2-normalised, or null when there is none.
   *
   * @param textHash hash of the encoded text
   * @param encoder fingerprint of the encoder
   */
  float @Nullable [] vector(String textHash, String encoder);

  /** Vectors by text hash, where each text has but one encoder. */
  static VectorLookup of(Map<String, float[]> byTextHash) {
    return (textHash, encoder) -> byTextHash.get(textHash);
  }
}
