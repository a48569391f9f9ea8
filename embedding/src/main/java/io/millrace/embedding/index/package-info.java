/**
 * Lucene index generations: what is written to them, how they come to be, and how they are opened.
 * A generation is a self-contained folder, so that searching needs no table, no Spark and no
 * Hadoop.
 */
@NullMarked
package io.millrace.embedding.index;

import org.jspecify.annotations.NullMarked;
