package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;

/**
 * The smallest part that a cut goes around: a sentence, a row, a line of code, or a part of one
 * that is too long by itself. Begins and ends with a character that is not blank.
 *
 * @param start first UTF-16 code unit in the document's text
 * @param end the code unit after the last one
 * @param tokens how many tokens begin in it
 * @param block index of its block in the document
 * @param kind the block's kind
 */
record Unit(int start, int end, int tokens, int block, Block.Kind kind) {}
