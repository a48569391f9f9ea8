/**
 * Cleaned text to chunks: passages small enough for an encoder, each exactly a span of the text,
 * with the headings above it as context.
 */
@NullMarked
package io.millrace.ingestion.chunk;

import org.jspecify.annotations.NullMarked;
