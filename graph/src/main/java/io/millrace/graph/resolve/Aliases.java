package io.millrace.graph.resolve;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Links names of which documents say that they are one thing. A statement holds only if everybody
 * who sees one of the names sees it, too. Where documents give a short name several long ones, the
 * one holds that twice as many documents give as any other; where there is none, none does.
 */
final class Aliases {
  private static final double SCORE = 0.95;
  private static final int CLEARLY_MORE = 2;

  private Aliases() {}

  /**
   * Statements that two names are one thing.
   *
   * @param brief the form of the shorter name
   * @param full the form of the longer one
   * @param documents how many documents say so
   * @param groups who sees any of them
   */
  record Statement(String brief, String full, long documents, Set<String> groups)
      implements Serializable {
    Statement {
      groups = Set.copyOf(groups);
    }

    Statement plus(Statement other) {
      Set<String> both = new HashSet<>(groups);
      both.addAll(other.groups);
      return new Statement(brief, full, documents + other.documents, both);
    }
  }

  /** A statement of one document on two forms in any order. */
  static Statement statement(String one, String other, Collection<String> groups) {
    boolean isBrief =
        one.length() < other.length()
            || (one.length() == other.length() && one.compareTo(other) < 0);
    return new Statement(isBrief ? one : other, isBrief ? other : one, 1, new HashSet<>(groups));
  }

  /** Statements on each pair → links. */
  static List<Link> links(Collection<Statement> statements, Function<String, Set<String>> groups) {
    Map<String, List<Statement>> byBrief = new TreeMap<>();
    for (Statement each : statements) {
      boolean isSeen =
          each.groups().containsAll(groups.apply(each.brief()))
              || each.groups().containsAll(groups.apply(each.full()));
      if (isSeen) {
        byBrief.computeIfAbsent(each.brief(), brief -> new ArrayList<>()).add(each);
      }
    }
    List<Link> links = new ArrayList<>();
    for (List<Statement> rivals : byBrief.values()) {
      rivals.sort(Comparator.comparingLong(Statement::documents).reversed());
      Statement first = rivals.get(0);
      boolean isClear =
          rivals.size() == 1 || first.documents() >= CLEARLY_MORE * rivals.get(1).documents();
      if (isClear) {
        links.add(Link.of(first.brief(), first.full(), SCORE, "a document says so"));
      }
    }
    return links;
  }
}
