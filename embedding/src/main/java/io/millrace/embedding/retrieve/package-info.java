/**
 * Finds passages in an index generation: full-text and vector search under the same permissions and
 * filters, and their fusion by rank.
 */
@NullMarked
package io.millrace.embedding.retrieve;

import org.jspecify.annotations.NullMarked;
