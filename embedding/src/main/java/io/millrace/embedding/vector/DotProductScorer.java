package io.millrace.embedding.vector;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomAccessVectorValues;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/**
 * Scores float vectors by {@link DotProduct}, and everything else as Lucene does. While a graph is
 * built its vectors are on the heap: those that are flushed are there anyway, and those that are
 * merged are read once where they fit.
 */
final class DotProductScorer implements FlatVectorsScorer {
  private final FlatVectorsScorer lucene = FlatVectorScorerUtil.getLucene99FlatVectorsScorer();
  private final long heapBytes;

  /**
   * A scorer.
   *
   * @param heapBytes how much of merged vectors may be on the heap; more are read again for each
   *     score
   */
  DotProductScorer(long heapBytes) {
    this.heapBytes = heapBytes;
  }

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity, RandomAccessVectorValues vectors) throws IOException {
    if (similarity != VectorSimilarityFunction.DOT_PRODUCT
        || !(vectors instanceof RandomAccessVectorValues.Floats floats)) {
      return lucene.getRandomVectorScorerSupplier(similarity, vectors);
    }
    boolean onHeap = floats.getSlice() == null;
    long bytes = (long) floats.size() * floats.dimension() * Float.BYTES;
    return new Supplier(onHeap || bytes > heapBytes ? floats : HeapVectors.of(floats));
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction similarity, RandomAccessVectorValues vectors, float[] target)
      throws IOException {
    if (similarity != VectorSimilarityFunction.DOT_PRODUCT
        || !(vectors instanceof RandomAccessVectorValues.Floats floats)) {
      return lucene.getRandomVectorScorer(similarity, vectors, target);
    }
    if (target.length != vectors.dimension()) {
      throw new IllegalArgumentException(
          "Cannot score vectors: the query has dimension "
              + target.length
              + ", and the field "
              + vectors.dimension());
    }
    return new RandomVectorScorer.AbstractRandomVectorScorer(vectors) {
      @Override
      public float score(int node) throws IOException {
        return DotProductScorer.score(target, floats.vectorValue(node));
      }
    };
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction similarity, RandomAccessVectorValues vectors, byte[] target)
      throws IOException {
    return lucene.getRandomVectorScorer(similarity, vectors, target);
  }

  /** As {@link VectorSimilarityFunction#DOT_PRODUCT} has it: not negative. */
  private static float score(float[] one, float[] other) {
    return Math.max((1 + DotProduct.of(one, other)) / 2, 0);
  }

  /** Scores vectors against each other, for one thread. */
  private static final class Supplier implements RandomVectorScorerSupplier {
    private final RandomAccessVectorValues.Floats vectors;
    private final RandomAccessVectorValues.Floats ones;
    private final RandomAccessVectorValues.Floats others;

    Supplier(RandomAccessVectorValues.Floats vectors) throws IOException {
      this.vectors = vectors;
      this.ones = vectors.copy(); // vectors may share an array: two can only be read from two
      this.others = vectors.copy();
    }

    @Override
    public RandomVectorScorer scorer(int ordinal) {
      return new RandomVectorScorer.AbstractRandomVectorScorer(vectors) {
        @Override
        public float score(int node) throws IOException {
          return DotProductScorer.score(ones.vectorValue(ordinal), others.vectorValue(node));
        }
      };
    }

    @Override
    public RandomVectorScorerSupplier copy() throws IOException {
      return new Supplier(vectors);
    }
  }
}
