package io.millrace.embedding.retrieve;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiDocValues.MultiSortedDocValues;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.packed.PackedInts;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field as numbers that compare as the values do, so that a search decompresses
 * only the few values that it shows. One segment has such numbers of its own. Several are numbered
 * together when first asked: about a second for ten million passages, and two bytes a passage. May
 * be used by several threads.
 */
final class Ordinals {
  private final IndexReader reader;
  private final String field;
  private @Nullable OrdinalMap together;

  Ordinals(IndexReader reader, String field) {
    this.reader = reader;
    this.field = field;
  }

  /** The numbers by Lucene document, for one thread; documents are to be asked in their order. */
  SortedDocValues values() throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    SortedDocValues[] values = new SortedDocValues[leaves.size()];
    int[] starts = new int[leaves.size() + 1];
    long cost = 0;
    for (LeafReaderContext leaf : leaves) {
      SortedDocValues own = DocValues.getSorted(leaf.reader(), field);
      values[leaf.ord] = own;
      starts[leaf.ord] = leaf.docBase;
      cost += own.cost();
    }
    starts[leaves.size()] = reader.maxDoc();
    return values.length == 1
        ? values[0]
        : new MultiSortedDocValues(values, starts, together(values), cost);
  }

  private synchronized OrdinalMap together(SortedDocValues[] values) throws IOException {
    OrdinalMap map = together;
    if (map == null) {
      map = OrdinalMap.build(null, values, PackedInts.DEFAULT);
      together = map;
    }
    return map;
  }
}
