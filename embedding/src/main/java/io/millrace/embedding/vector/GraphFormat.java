package io.millrace.embedding.vector;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Vectors with a graph: the files of Lucene 9.9's format, written and searched with {@link
 * DotProductScorer}. A segment that has Lucene's name for it is still read by Lucene.
 */
public final class GraphFormat extends KnnVectorsFormat {
  /** Neighbours of a vector on each level; twice as many on the lowest. */
  public static final int MAX_CONNECTIONS = 16;

  /** Candidates for its neighbours. */
  public static final int BEAM_WIDTH = 100;

  static final int MAX_DIMENSION = 1024;

  private final FlatVectorsFormat vectors;

  /** For Lucene, to read. */
  public GraphFormat() {
    this(0);
  }

  /**
   * To write.
   *
   * @param heapBytes how much of merged vectors may be on the heap
   */
  public GraphFormat(long heapBytes) {
    super("MillraceGraph");
    this.vectors = new Lucene99FlatVectorsFormat(new DotProductScorer(heapBytes));
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new GraphWriter(
        new Lucene99HnswVectorsWriter(
            state, MAX_CONNECTIONS, BEAM_WIDTH, vectors.fieldsWriter(state), 1, null));
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return new Lucene99HnswVectorsReader(state, vectors.fieldsReader(state));
  }

  @Override
  public int getMaxDimensions(String field) {
    return MAX_DIMENSION;
  }
}
