package io.millrace.embedding.retrieve;

import java.util.List;

/** Ranks passages by something that is in no index generation. For any thread. */
@FunctionalInterface
public interface PassageRanking {
  /** The best passages for a question that whoever asks may see, as {@link SearchRequest#graph}. */
  List<RankedPassage> rank(String question);
}
