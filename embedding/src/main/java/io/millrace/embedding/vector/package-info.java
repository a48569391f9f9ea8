/**
 * Vectors in Lucene: the dot product by vector instructions where Java has them, and the formats of
 * segments that use it.
 */
@NullMarked
package io.millrace.embedding.vector;

import org.jspecify.annotations.NullMarked;
