package io.millrace.embedding.pretrained;

/** How the token vectors of a text become one. */
public enum Pooling {
  /** The vector of the first token. */
  CLS,
  /** The mean over all tokens, special ones included. */
  MEAN
}
