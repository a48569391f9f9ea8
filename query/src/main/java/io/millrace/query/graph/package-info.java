/** The graph over HTTP: what is known of whom, what connects two, what changed. */
@NullMarked
package io.millrace.query.graph;

import org.jspecify.annotations.NullMarked;
