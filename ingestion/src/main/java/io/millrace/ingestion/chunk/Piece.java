package io.millrace.ingestion.chunk;

/**
 * A stretch of text that becomes a chunk.
 *
 * @param start first UTF-16 code unit
 * @param end the code unit after the last one
 * @param tokens its tokens, as long as its edges did not cut a word
 * @param block index of the block it begins in
 */
record Piece(int start, int end, int tokens, int block) {}
