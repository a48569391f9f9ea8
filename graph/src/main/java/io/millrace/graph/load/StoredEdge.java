package io.millrace.graph.load;

import io.millrace.graph.element.EdgeKind;
import java.io.Serializable;

/**
 * A relationship that is valid in the database.
 *
 * @param kind which kind
 * @param element the database's own id of it, by which it is found at once
 * @param id its id
 * @param from where it leads from
 * @param to where it leads to
 * @param since the revision since when it is valid
 */
record StoredEdge(EdgeKind kind, String element, String id, String from, String to, long since)
    implements Serializable {}
