package io.millrace.graph.element;

/** The kinds of relationships; the name is the relationship's type in the graph database. */
public enum EdgeKind {
  /** From a document to an entity that it mentions: one for each name it uses. */
  MENTIONS,
  /** From subject to object: a sentence of a document states a relation or an event. */
  FACT,
  /** Between two entities, the smaller id first: sentences of a document name both. */
  TOGETHER,
  /** From a document to an entity or another document, by its metadata: who wrote it. */
  ABOUT,
  /** From a name to the entity that it names. No document is its evidence. */
  NAMES,
  /** From an id that stands for nothing any more to the entity that has its names. */
  REDIRECTS;

  /** Whether a document is the evidence of such a relationship. */
  public boolean hasEvidence() {
    return this != NAMES && this != REDIRECTS;
  }
}
