/** Finds what sentences say of the things they mention. */
@NullMarked
package io.millrace.graph.relation;

import org.jspecify.annotations.NullMarked;
