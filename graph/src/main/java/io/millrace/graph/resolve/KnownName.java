package io.millrace.graph.resolve;

import java.io.Serializable;
import java.util.Set;

/**
 * A name that live documents mention.
 *
 * @param form its key, {@code type|normal form}
 * @param groups who sees it: the groups of all documents that mention it
 */
record KnownName(String form, Set<String> groups) implements Serializable {
  KnownName {
    groups = Set.copyOf(groups);
  }

  /** Whether everybody who sees this name sees the other, too. */
  boolean isSeenOnlyWith(KnownName other) {
    return other.groups.containsAll(groups);
  }
}
