package io.millrace.graph.element;

import io.millrace.core.table.Ids;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A relationship of the graph as of a revision. Two are the same when all of their content is the
 * same, so that the difference between two revisions, or between the tables and the database, is a
 * difference of sets of ids. The database adds to each the revisions {@code since} and {@code
 * until} which it holds.
 *
 * @param kind which kind
 * @param from id of the document, entity or name it leads from
 * @param to id of the entity or document it leads to
 * @param document id of the document that is its evidence; empty for {@link EdgeKind#NAMES} and
 *     {@link EdgeKind#REDIRECTS}
 * @param properties what else it says: texts, long and double numbers, and lists of texts
 */
public record Edge(
    EdgeKind kind, String from, String to, String document, SortedMap<String, Object> properties)
    implements Serializable {
  public Edge {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** An edge with properties in any order. */
  public static Edge of(
      EdgeKind kind, String from, String to, String document, Map<String, Object> properties) {
    return new Edge(kind, from, to, document, new TreeMap<>(properties));
  }

  /** A hash of the content, 32 hexadecimal digits. */
  public String id() {
    return Ids.hash(kind.name(), from, to, document, properties.toString());
  }
}
