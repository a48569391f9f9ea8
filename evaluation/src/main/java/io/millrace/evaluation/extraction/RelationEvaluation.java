package io.millrace.evaluation.extraction;

import io.millrace.graph.relation.RelationRules;
import io.millrace.graph.relation.RelationRules.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Relations between two given things against those labelled in SemEval-2010 task 8. */
public final class RelationEvaluation {
  /** Our relations' names in the task; its first thing is our subject. */
  private static final Map<String, String> NAMES =
      Map.of(
          "causes", "Cause-Effect",
          "part_of", "Component-Whole",
          "contained_in", "Content-Container",
          "moved_to", "Entity-Destination",
          "originates_from", "Entity-Origin",
          "used_by", "Instrument-Agency",
          "member_of", "Member-Collection",
          "about", "Message-Topic",
          "produced_by", "Product-Producer");

  private final RelationRules rules;

  /** An evaluation of rules. */
  public RelationEvaluation(RelationRules rules) {
    this.rules = rules;
  }

  /**
   * Classifies all texts.
   *
   * @param proposed where to write the answers in the form that the task's own scorer reads; empty
   *     for nowhere
   */
  public RelationScore run(List<LabelledRelation> texts, Optional<Path> proposed)
      throws IOException {
    RelationScore score = new RelationScore();
    List<String> lines = new ArrayList<>();
    for (LabelledRelation text : texts) {
      String found = answer(text);
      score.add(text.relation(), found);
      lines.add(text.id() + "\t" + found);
    }
    if (proposed.isPresent()) {
      Files.write(proposed.get(), lines);
    }
    return score;
  }

  private String answer(LabelledRelation text) {
    String between = text.text().substring(text.first().end(), text.second().start());
    Optional<Relation> relation = rules.between("", between, "", "");
    return relation
        .map(each -> NAMES.get(each.type()) + (each.swapped() ? "(e2,e1)" : "(e1,e2)"))
        .orElse("Other");
  }
}
