package io.millrace.core.release;

import io.millrace.core.release.DenyList.Forgotten;
import io.millrace.core.release.DenyList.Narrowed;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@link DenyList} as it was at a moment. Immutable; for any thread. */
public final class DenySnapshot {
  /** Nothing is denied. */
  public static final DenySnapshot EMPTY = new DenySnapshot(Map.of(), Map.of());

  /** Callers differ by their groups, and few generations are searched at once. */
  private static final int REMEMBERED = 64;

  private final Map<String, Forgotten> forgotten;
  private final Map<String, Narrowed> narrowed;
  private final Set<String> forgottenDocuments;
  private final long newest;
  private final Map<Question, Set<String>> answers =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Set<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Question(Set<String> groups, long revision) {}

  DenySnapshot(Map<String, Forgotten> forgotten, Map<String, Narrowed> narrowed) {
    this.forgotten = Collections.unmodifiableMap(forgotten);
    this.narrowed = Collections.unmodifiableMap(narrowed);
    this.forgottenDocuments = Set.copyOf(forgotten.keySet());
    this.newest = narrowed.values().stream().mapToLong(Narrowed::revision).max().orElse(0);
  }

  /**
   * The ids of the documents that a caller must not see.
   *
   * @param groups the caller's groups
   * @param generationRevision the revision that the searched generation is as of
   * @return an immutable set, the same instance for equal arguments while it is among the last 64
   */
  public Set<String> unseen(Set<String> groups, long generationRevision) {
    if (newest <= generationRevision) {
      return forgottenDocuments;
    }
    Question question = new Question(Set.copyOf(groups), generationRevision);
    synchronized (answers) {
      return answers.computeIfAbsent(question, this::answer);
    }
  }

  private Set<String> answer(Question question) {
    Set<String> unseen = new HashSet<>(forgottenDocuments);
    for (Narrowed entry : narrowed.values()) {
      if (entry.revision() > question.revision()
          && Collections.disjoint(question.groups(), entry.groups())) {
        unseen.add(entry.document());
      }
    }
    return Set.copyOf(unseen);
  }

  /** Whether a document, named by its id, is forgotten. */
  public boolean isForgotten(String document) {
    return forgotten.containsKey(document);
  }

  /** The entry of a narrowed document, named by its id. */
  public Optional<Narrowed> narrowed(String document) {
    return Optional.ofNullable(narrowed.get(document));
  }

  /** All forgotten documents, in the order in which they were entered first. */
  public Collection<Forgotten> forgotten() {
    return forgotten.values();
  }

  /** All narrowed documents, in no order. */
  public Collection<Narrowed> narrowed() {
    return narrowed.values();
  }

  Map<String, Forgotten> byDocument() {
    return forgotten;
  }
}
