package io.millrace.embedding.retrieve;

import org.jspecify.annotations.Nullable;

/**
 * A document whose file has the same bytes as another's.
 *
 * @param document its id
 * @param uri canonical URI
 * @param title title, or null
 */
public record Copy(String document, String uri, @Nullable String title) {
  /** The most copies that are named of a document. */
  public static final int MOST = 50;
}
