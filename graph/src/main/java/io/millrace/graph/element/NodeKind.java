package io.millrace.graph.element;

/** The kinds of nodes that tables decide; each has an {@code id} of its own kind. */
public enum NodeKind {
  /** Who or what documents speak of: {@code type}. */
  ENTITY("Entity"),
  /** A document: {@code uri} and {@code title}. */
  DOCUMENT("Document"),
  /** A name in its normal form: {@code type} and {@code text}. */
  NAME("Name");

  private final String label;

  NodeKind(String label) {
    this.label = label;
  }

  /** The node's label in the graph database. */
  public String label() {
    return label;
  }
}
