package io.millrace.core.release;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the query side sees as a whole.
 *
 * @param release its id, sorts by publication
 * @param generation the index generation it serves
 * @param revision the revision that generation was built as of
 * @param published when
 * @param previous the release that was live before, where rollback leads; null for the first
 * @param evaluation the evaluation run that stood before it, or null
 */
public record Release(
    String release,
    String generation,
    long revision,
    Instant published,
    @Nullable String previous,
    @Nullable String evaluation) {

  public Release {
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(generation, "generation");
    Objects.requireNonNull(published, "published");
  }
}
