package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.vector.DotProduct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/**
 * Nearest passages of one encoder by cosine. The graph gives candidates, which are rescored with
 * the full vectors, so that scores do not depend on how vectors are stored. Small sets are searched
 * exactly: all vectors where there are few, and what passes the filter where that is little (then
 * by Lucene itself).
 */
final class DenseSearch {
  /** Fewest candidates of a graph search: recall at 10 of 0.997 among 100,000 vectors. */
  private static final int FEWEST_CANDIDATES = 100;

  /** Up to this many vectors a graph is no faster than looking at all. */
  private static final int FEW = 2_000;

  /** A graph search visits more than this many vectors for each candidate. */
  private static final int VISITED_PER_CANDIDATE = 8;

  private final IndexSearcher searcher;

  DenseSearch(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** The nearest passages, {@code depth} at most, by cosine. */
  List<ScoreDoc> best(IndexedEncoder encoder, float[] vector, Query visible, int depth)
      throws IOException {
    int vectors = vectors(encoder);
    if (vectors == 0) {
      return List.of();
    }
    int candidates = Math.max(depth, FEWEST_CANDIDATES);
    if (vectors <= Math.max(FEW, (long) VISITED_PER_CANDIDATE * candidates)) {
      candidates = vectors;
    }
    Query nearest = new KnnFloatVectorQuery(encoder.field(), vector, candidates, visible);
    ScoreDoc[] found = searcher.search(nearest, candidates).scoreDocs;
    rescore(encoder, vector, found);
    List<ScoreDoc> best = new ArrayList<>(Arrays.asList(found));
    best.sort(Comparator.comparingDouble((ScoreDoc hit) -> hit.score).reversed());
    return best.size() <= depth ? best : best.subList(0, endOfTies(best, depth));
  }

  /** Passages with the last one's score belong to the list as well: the caller orders by id. */
  private static int endOfTies(List<ScoreDoc> best, int depth) {
    int end = depth;
    while (end < best.size() && best.get(end).score == best.get(depth - 1).score) {
      end++;
    }
    return end;
  }

  private int vectors(IndexedEncoder encoder) throws IOException {
    int vectors = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(encoder.field());
      vectors += values == null ? 0 : values.size();
    }
    return vectors;
  }

  private void rescore(IndexedEncoder encoder, float[] vector, ScoreDoc[] found)
      throws IOException {
    Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc));
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    int leaf = -1;
    FloatVectorValues values = null;
    for (ScoreDoc hit : found) {
      int owner = ReaderUtil.subIndex(hit.doc, leaves);
      if (owner != leaf || values == null) {
        leaf = owner;
        values = leaves.get(leaf).reader().getFloatVectorValues(encoder.field());
      }
      if (values == null || values.advance(hit.doc - leaves.get(leaf).docBase) == -1) {
        throw new IOException("Cannot rescore: Lucene document " + hit.doc + " has no vector");
      }
      hit.score = DotProduct.of(vector, values.vectorValue());
    }
  }
}
