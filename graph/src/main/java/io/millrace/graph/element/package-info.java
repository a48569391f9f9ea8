/**
 * What the graph consists of: relationships, each with the document that is its evidence. The forms
 * are those of the graph database, and known to whoever writes it and whoever reads it.
 */
@NullMarked
package io.millrace.graph.element;

import org.jspecify.annotations.NullMarked;
