package io.millrace.graph.explore;

/** Which way a stated fact leads, seen from an entity. */
public enum Direction {
  /** From it: the entity is the subject. */
  OUT,
  /** To it: the entity is the object. */
  IN
}
