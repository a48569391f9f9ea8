package io.millrace.embedding.vector;

import java.io.IOException;
import org.apache.lucene.util.hnsw.RandomAccessVectorValues;

/** Vectors on the heap, which never change. */
final class HeapVectors implements RandomAccessVectorValues.Floats {
  private final float[][] rows;
  private final int dimension;

  private HeapVectors(float[][] rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
  }

  /** All vectors of a file, read once. */
  static HeapVectors of(RandomAccessVectorValues.Floats vectors) throws IOException {
    float[][] rows = new float[vectors.size()][];
    for (int ordinal = 0; ordinal < rows.length; ordinal++) {
      rows[ordinal] = vectors.vectorValue(ordinal).clone();
    }
    return new HeapVectors(rows, vectors.dimension());
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public float[] vectorValue(int ordinal) {
    return rows[ordinal];
  }

  @Override
  public HeapVectors copy() {
    return this;
  }
}
