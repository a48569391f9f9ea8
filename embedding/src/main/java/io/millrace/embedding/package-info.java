/**
 * The jobs of this module: {@link io.millrace.embedding.EmbedJob} writes vectors, {@link
 * io.millrace.embedding.IndexJob} builds index generations. Only they use Spark; the packages below
 * are what the query side runs.
 */
@NullMarked
package io.millrace.embedding;

import org.jspecify.annotations.NullMarked;
