package io.millrace.embedding.vector;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Vectors without a graph, for segments that are about to be merged: what they had of a graph would
 * be built a second time.
 */
public final class VectorsFormat extends KnnVectorsFormat {
  private final FlatVectorsFormat vectors = new Lucene99FlatVectorsFormat(new DotProductScorer(0));

  /** For Lucene, and to write. */
  public VectorsFormat() {
    super("MillraceVectors");
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return vectors.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return vectors.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return GraphFormat.MAX_DIMENSION;
  }
}
