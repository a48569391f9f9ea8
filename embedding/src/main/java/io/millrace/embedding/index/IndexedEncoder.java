package io.millrace.embedding.index;

import java.io.Serializable;

/**
 * An encoder whose vectors a generation holds.
 *
 * @param model the model's name, for people
 * @param fingerprint what decides whether two vectors compare: weights, prefix, pooling,
 *     normaliser, limit, precision
 * @param dimension length of its vectors
 */
public record IndexedEncoder(String model, String fingerprint, int dimension)
    implements Serializable {
  public IndexedEncoder {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "Cannot index encoder " + model + ": dimension " + dimension + " is not positive");
    }
  }

  /** Name of the field that holds its vectors. */
  public String field() {
    return "vector_" + fingerprint;
  }
}
