package io.millrace.evaluation.extraction;

import java.util.Map;
import java.util.TreeMap;

/**
 * The official score of SemEval-2010 task 8 (Hendrickx et al.): right is what has the same relation
 * and the same direction; each relation's F1 counts both directions together; their mean, without
 * {@code Other}, is the score. Where a label has no direction, as in copies of the test half that
 * lost them, the direction is not judged.
 */
public final class RelationScore {
  private static final String OTHER = "Other";

  private final Map<String, Counts> byRelation = new TreeMap<>();

  /**
   * Adds a text: what is labelled, and what was found; {@code Cause-Effect(e2,e1)}, {@code Other}.
   */
  void add(String labelled, String found) {
    String expected = withoutDirection(labelled);
    String answered = withoutDirection(found);
    byRelation.putIfAbsent(expected, Counts.NONE);
    boolean directed = !labelled.equals(expected);
    if (labelled.equals(directed ? found : answered)) {
      count(expected, new Counts(1, 0, 0));
      return;
    }
    count(expected, new Counts(0, 0, 1));
    count(answered, new Counts(0, 1, 0));
  }

  private void count(String relation, Counts more) {
    byRelation.merge(relation, more, Counts::plus);
  }

  private static String withoutDirection(String relation) {
    int bracket = relation.indexOf('(');
    return bracket < 0 ? relation : relation.substring(0, bracket);
  }

  /** Each relation, both directions together, without {@code Other}. */
  public Map<String, Counts> byRelation() {
    Map<String, Counts> relations = new TreeMap<>(byRelation);
    relations.remove(OTHER);
    return relations;
  }

  /** The mean of their F1. */
  public double macroF1() {
    return byRelation().values().stream().mapToDouble(Counts::f1).average().orElse(0);
  }
}
