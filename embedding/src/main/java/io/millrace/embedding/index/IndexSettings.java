package io.millrace.embedding.index;

import java.io.Serializable;

/**
 * What a generation is built with. Two generations can only be parent and child when all but the
 * memory are equal.
 *
 * @param encoders whose vectors it holds
 * @param shards number of Lucene directories; one is fastest to search
 * @param vectors how vectors are stored
 * @param analysis which full-text fields it has
 * @param bufferMegabytes memory for what is not yet flushed, all shards together
 */
public record IndexSettings(
    EncoderSet encoders, int shards, VectorStorage vectors, Analysis analysis, int bufferMegabytes)
    implements Serializable {

  public IndexSettings {
    if (shards < 1 || shards > 1_000) {
      throw new IllegalArgumentException(
          "Cannot set up an index: " + shards + " shards, but 1 to 1000 are possible");
    }
    if (bufferMegabytes < 1 || bufferMegabytes / shards > 1_900) {
      throw new IllegalArgumentException(
          "Cannot set up an index: a buffer of "
              + bufferMegabytes
              + " MB, but 1 to 1900 for each shard are possible");
    }
  }

  /** One shard, float32, automatic analysis, 256 MB. */
  public static IndexSettings of(EncoderSet encoders) {
    return new IndexSettings(encoders, 1, VectorStorage.FLOAT32, Analysis.AUTO, 256);
  }

  /** The same with other full-text fields. */
  public IndexSettings with(Analysis other) {
    return new IndexSettings(encoders, shards, vectors, other, bufferMegabytes);
  }

  /** The same with another storage of vectors. */
  public IndexSettings with(VectorStorage other) {
    return new IndexSettings(encoders, shards, other, analysis, bufferMegabytes);
  }

  /** The same with another number of shards. */
  public IndexSettings withShards(int other) {
    return new IndexSettings(encoders, other, vectors, analysis, bufferMegabytes);
  }
}
