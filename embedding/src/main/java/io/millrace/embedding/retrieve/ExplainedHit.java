package io.millrace.embedding.retrieve;

import java.util.List;

/**
 * A hit and why it is one.
 *
 * @param hit the hit
 * @param origin where its document comes from
 * @param lists the lists that have its text, full text first, the graph last; their shares add up
 *     to its score
 * @param words the words of the question as they stand in its text, each once whatever its case, in
 *     order, at most {@value #MOST_WORDS}
 */
public record ExplainedHit(SearchHit hit, Origin origin, List<ListRank> lists, List<String> words) {
  /** The most words of a hit. */
  public static final int MOST_WORDS = 20;

  public ExplainedHit {
    lists = List.copyOf(lists);
    words = List.copyOf(words);
  }
}
