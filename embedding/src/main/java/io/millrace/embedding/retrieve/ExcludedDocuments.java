package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  /**
   * Sets that are kept, one for each set of groups that ask: as many as the deny list itself keeps.
   * Each takes a bit for every Lucene document.
   */
  private static final int MOST_SETS = 64;

  private final IndexReader reader;

  /** By the set itself: comparing equal ones would take longer than a search, too. */
  private final Map<Set<String>, CompletableFuture<Query>> found = new IdentityHashMap<>();

  private final Queue<Set<String>> oldest = new ArrayDeque<>();

  ExcludedDocuments(IndexReader reader) {
    this.reader = reader;
  }

  /** All Lucene documents of these documents. Who asks for a set first finds it for the others. */
  Query query(Set<String> documents) throws IOException {
    CompletableFuture<Query> own = new CompletableFuture<>();
    CompletableFuture<Query> known = known(documents, own);
    if (known != own) {
      return known.join();
    }
    try {
      own.complete(find(documents));
      return own.join();
    } catch (IOException | RuntimeException | Error e) {
      own.completeExceptionally(e);
      forget(documents);
      throw e;
    }
  }

  private synchronized CompletableFuture<Query> known(
      Set<String> documents, CompletableFuture<Query> own) {
    CompletableFuture<Query> known = found.get(documents);
    if (known != null) {
      return known;
    }
    if (found.size() == MOST_SETS) {
      found.remove(oldest.remove());
    }
    found.put(documents, own);
    oldest.add(documents);
    return own;
  }

  private synchronized void forget(Set<String> documents) {
    found.remove(documents);
    oldest.removeIf(each -> !found.containsKey(each));
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
