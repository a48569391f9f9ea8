package io.millrace.graph.element;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node of the graph. It has no revisions: who may see it, and since when, follows from its
 * relationships.
 *
 * @param kind which kind
 * @param id its id among nodes of its kind
 * @param properties what else it says, texts
 */
public record Node(NodeKind kind, String id, SortedMap<String, String> properties)
    implements Serializable {
  public Node {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** An entity. */
  public static Node entity(String id, String type) {
    return new Node(NodeKind.ENTITY, id, new TreeMap<>(Map.of("type", type)));
  }

  /** A document. */
  public static Node document(String id, String uri, String title) {
    return new Node(NodeKind.DOCUMENT, id, new TreeMap<>(Map.of("uri", uri, "title", title)));
  }

  /** A name: its text is what it is found by. */
  public static Node name(String id, String type, String text) {
    return new Node(NodeKind.NAME, id, new TreeMap<>(Map.of("type", type, "text", text)));
  }
}
