package io.millrace.graph.load;

import io.millrace.graph.element.Edge;
import io.millrace.graph.element.Node;
import org.apache.spark.api.java.JavaRDD;

/**
 * What the graph has to say about some documents and entities as of a revision. About all others it
 * says the same as before. A first load names all there are.
 *
 * @param revision as of which revision
 * @param documents ids of the documents that are told about, also those that are gone; each once
 * @param edges all relationships whose evidence are these documents, and no others; for one that is
 *     gone, none
 * @param entities ids of the entities whose names are told about; each once
 * @param names all {@code NAMES} relationships to these entities and {@code REDIRECTS} from them,
 *     and no others
 * @param nodes every node that a relationship here leads from or to
 */
public record GraphChange(
    long revision,
    JavaRDD<String> documents,
    JavaRDD<Edge> edges,
    JavaRDD<String> entities,
    JavaRDD<Edge> names,
    JavaRDD<Node> nodes) {}
