/** What the query service says of the graph. {@link io.millrace.client.GraphClient} asks for it. */
@NullMarked
package io.millrace.client.graph;

import org.jspecify.annotations.NullMarked;
