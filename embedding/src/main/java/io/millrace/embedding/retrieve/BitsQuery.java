package io.millrace.embedding.retrieve;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** The Lucene documents of one open generation whose bit is set; equal only over the same array. */
final class BitsQuery extends Query {
  private final @Nullable FixedBitSet[] bits;

  /**
   * Bits that nobody changes any more.
   *
   * @param bits of each leaf, null where none is set
   */
  BitsQuery(@Nullable FixedBitSet[] bits) {
    this.bits = bits;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable Scorer scorer(LeafReaderContext leaf) {
        FixedBitSet ofLeaf = bits[leaf.ord];
        return ofLeaf == null
            ? null
            : new ConstantScoreScorer(
                this, score(), mode, new BitSetIterator(ofLeaf, ofLeaf.length()));
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return true;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "bits of " + bits.length + " leaves";
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && bits == ((BitsQuery) other).bits;
  }

  @Override
  public int hashCode() {
    return 31 * classHash() + System.identityHashCode(bits);
  }
}
