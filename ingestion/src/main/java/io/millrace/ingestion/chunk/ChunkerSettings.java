package io.millrace.ingestion.chunk;

import java.io.Serializable;

/**
 * How to cut.
 *
 * @param strategy where cuts may be
 * @param size tokens of text a chunk should have at most, context and special tokens not counted
 * @param overlap tokens that a chunk repeats from the one before, where a section is cut; less than
 *     half of {@code size}
 * @param maxTokens tokens the encoder reads; context, text and special tokens never exceed it
 */
public record ChunkerSettings(Strategy strategy, int size, int overlap, int maxTokens)
    implements Serializable {

  /** Structure, 256 tokens, 32 repeated, encoders of 512 tokens. */
  public static final ChunkerSettings DEFAULT =
      new ChunkerSettings(Strategy.STRUCTURE, 256, 32, 512);

  /** Where a chunk may begin and end. */
  public enum Strategy {
    /** Along headings, blocks, table rows and sentences. */
    STRUCTURE,
    /** Every {@code size} tokens. */
    FIXED,
    /** At the largest of paragraph, line, sentence, word that fits; headings are not looked at. */
    RECURSIVE
  }

  public ChunkerSettings {
    if (maxTokens < 16) {
      throw new IllegalArgumentException(
          "Cannot cut chunks: the encoder's limit of " + maxTokens + " tokens is less than 16");
    }
    if (size < 8 || size > maxTokens) {
      throw new IllegalArgumentException(
          "Cannot cut chunks: a size of "
              + size
              + " tokens is not between 8 and the encoder's limit of "
              + maxTokens);
    }
    if (overlap < 0 || 2 * overlap >= size) {
      throw new IllegalArgumentException(
          "Cannot cut chunks: an overlap of "
              + overlap
              + " tokens is not less than half of the size of "
              + size);
    }
  }
}
