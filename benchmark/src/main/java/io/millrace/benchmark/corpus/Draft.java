package io.millrace.benchmark.corpus;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A document before it has a format.
 *
 * @param language of its title and most of its text
 * @param title one line
 * @param author who wrote it
 * @param created when, UTC
 * @param modified not before it was created, UTC
 * @param parts in order; the first is a heading
 */
record Draft(
    Language language,
    String title,
    String author,
    LocalDateTime created,
    LocalDateTime modified,
    List<Part> parts) {
  Draft {
    parts = List.copyOf(parts);
  }
}
