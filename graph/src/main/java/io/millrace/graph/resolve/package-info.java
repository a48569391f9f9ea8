/**
 * Which names are one thing. Names are brought to a normal form; forms that share a key are
 * compared; those that are linked make an entity, unless a person decided otherwise.
 */
@NullMarked
package io.millrace.graph.resolve;

import org.jspecify.annotations.NullMarked;
