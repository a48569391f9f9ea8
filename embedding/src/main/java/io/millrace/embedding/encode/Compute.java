package io.millrace.embedding.encode;

/** Where an encoder calculates. */
public enum Compute {
  /** The first GPU if the engine sees one, else the CPU. */
  AUTO,
  CPU,
  CUDA
}
