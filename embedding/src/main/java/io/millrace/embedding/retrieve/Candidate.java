package io.millrace.embedding.retrieve;

import java.util.Comparator;

/**
 * A passage in one list.
 *
 * @param document number of its Lucene document
 * @param score within its list, higher is better
 * @param id ordinal of its id among those of the generation
 * @param key what is fused: the ordinal of the hash of its text, or that of its id where copies are
 *     kept
 */
record Candidate(int document, double score, int id, int key) {
  /** Best first; ties by id, so that an answer does not depend on how the index came to be. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::id);
}
