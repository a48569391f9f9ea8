package io.millrace.embedding.retrieve;

import java.util.List;

/**
 * What the caller may see of a generation.
 *
 * @param documents how many documents
 * @param passages how many passages
 * @param languages documents by their primary language, most frequent first, ties by value
 */
public record Contents(long documents, long passages, List<ValueCount> languages) {
  public Contents {
    languages = List.copyOf(languages);
  }
}
