package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Lucene documents of documents that must not be found. Looking up a hundred thousand ids
 * takes longer than a search, so that the last sets are kept with what they came to: a bit for
 * every Lucene document of the generation. May be used by several threads.
 */
final class ExcludedDocuments {
  /** One for each set of groups that ask; each takes a bit for every Lucene document. */
  private static final int MOST_SETS = 16;

  private final IndexReader reader;

  /** By the set itself: comparing equal ones would take longer than a search, too. */
  private final Map<Set<String>, Query> found = new IdentityHashMap<>();

  ExcludedDocuments(IndexReader reader) {
    this.reader = reader;
  }

  /** All Lucene documents of these documents. */
  synchronized Query query(Set<String> documents) throws IOException {
    Query known = found.get(documents);
    if (known == null) {
      known = find(documents);
      if (found.size() == MOST_SETS) {
        found.clear();
      }
      found.put(documents, known);
    }
    return known;
  }

  private Query find(Set<String> documents) throws IOException {
    BytesRef[] ids = documents.stream().map(BytesRef::new).toArray(BytesRef[]::new);
    Arrays.sort(ids);
    List<LeafReaderContext> leaves = reader.leaves();
    @Nullable FixedBitSet[] bits = new FixedBitSet[leaves.size()];
    for (LeafReaderContext leaf : leaves) {
      Terms terms = leaf.reader().terms(Fields.DOC_ID);
      if (terms == null) {
        continue;
      }
      FixedBitSet ofLeaf = new FixedBitSet(leaf.reader().maxDoc());
      TermsEnum known = terms.iterator();
      PostingsEnum postings = null;
      for (BytesRef id : ids) {
        if (known.seekExact(id)) {
          postings = known.postings(postings, PostingsEnum.NONE);
          for (int next = postings.nextDoc();
              next != DocIdSetIterator.NO_MORE_DOCS;
              next = postings.nextDoc()) {
            ofLeaf.set(next);
          }
        }
      }
      bits[leaf.ord] = ofLeaf;
    }
    return new BitsQuery(bits);
  }
}
