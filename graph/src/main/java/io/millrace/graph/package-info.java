/** The knowledge graph's jobs: what passages speak of. */
@NullMarked
package io.millrace.graph;

import org.jspecify.annotations.NullMarked;
