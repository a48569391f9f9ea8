package io.millrace.embedding.index;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the vector graph reads vectors; candidates are always rescored with the full vectors. */
public enum VectorStorage {
  /** As they are. */
  @JsonProperty("float32")
  FLOAT32,
  /** Quantised to 7 bits: a quarter of the hot memory, a quarter more on disk. */
  @JsonProperty("int7")
  INT7
}
