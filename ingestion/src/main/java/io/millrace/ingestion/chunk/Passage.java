package io.millrace.ingestion.chunk;

import java.util.List;

/**
 * A piece with what stands above it.
 *
 * @param piece the stretch of text
 * @param context what is encoded before it
 * @param headings the headings above it, outermost first
 */
record Passage(Piece piece, Context context, List<String> headings) {}
