package io.millrace.embedding.index;

import io.millrace.embedding.vector.VectorsFormat;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;

/** How the segments of a shard are written: with a graph or, until they are merged, without. */
final class ShardCodec extends Lucene912Codec {
  private final KnnVectorsFormat graphs;
  private final KnnVectorsFormat vectors = new VectorsFormat();
  private volatile boolean withGraphs = true;

  ShardCodec(KnnVectorsFormat graphs) {
    this.graphs = graphs;
  }

  /** Whether segments from now on have a graph. */
  void graphs(boolean wanted) {
    withGraphs = wanted;
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return withGraphs ? graphs : vectors;
  }
}
