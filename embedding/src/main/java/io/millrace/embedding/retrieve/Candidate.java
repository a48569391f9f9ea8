package io.millrace.embedding.retrieve;

import java.util.Comparator;

/**
 * A passage in one list.
 *
 * @param document number of its Lucene document
 * @param score within its list, higher is better
 * @param chunkId id of the passage
 * @param key what is fused: the hash of its text, or its id where copies are kept
 */
record Candidate(int document, double score, String chunkId, String key) {
  /** Best first; ties by id, so that an answer does not depend on how the index came to be. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::chunkId);
}
