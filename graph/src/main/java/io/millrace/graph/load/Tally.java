package io.millrace.graph.load;

import java.io.Serializable;

/**
 * What writers did.
 *
 * @param created relationships that are new
 * @param ended relationships that are no longer valid
 * @param removed relationships that were there twice, or never valid in a revision that counts
 * @param kept relationships that stay as they are
 * @param deadlocks how often a batch was written again because of a deadlock
 * @param stale whether what was compared is older than what an earlier attempt wrote, so that
 *     nothing was written
 */
record Tally(long created, long ended, long removed, long kept, long deadlocks, boolean stale)
    implements Serializable {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, false);

  Tally plus(Tally other) {
    return new Tally(
        created + other.created,
        ended + other.ended,
        removed + other.removed,
        kept + other.kept,
        deadlocks + other.deadlocks,
        stale || other.stale);
  }
}
