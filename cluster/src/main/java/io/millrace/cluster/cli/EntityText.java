package io.millrace.cluster.cli;

import io.millrace.graph.explore.Direction;
import io.millrace.graph.explore.EntityCard;
import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.Evidence;
import io.millrace.graph.explore.FoundEntity;
import io.millrace.graph.explore.Paths;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is known of entities, as text for a reader. */
final class EntityText {
  private static final int SHOWN = 10;
  private static final int LONGEST_SENTENCE = 200;

  private EntityText() {}

  static String candidates(String name, List<FoundEntity> candidates) {
    StringBuilder text =
        new StringBuilder("Several entities may be '" + name + "'; name one by its id:\n");
    for (FoundEntity each : candidates) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %s  %s (%s), %s%s",
              each.id(),
              each.name(),
              each.type(),
              count(each.documents(), "document"),
              each.matched().equals(each.name()) ? "" : ", as " + each.matched()));
    }
    return text.toString();
  }

  static String card(EntityCard card) {
    StringBuilder text = new StringBuilder(entity(card.entity()) + "  " + card.entity().id());
    if (card.redirectedFrom() != null) {
      text.append("\nwas ").append(card.redirectedFrom());
    }
    text.append('\n')
        .append(count(card.documents(), "document"))
        .append(", ")
        .append(count(card.mentions(), "mention"));
    String others =
        card.aliases().stream()
            .filter(alias -> !alias.name().equals(card.entity().name()))
            .limit(SHOWN)
            .map(alias -> alias.name() + " (" + alias.mentions() + ")")
            .collect(Collectors.joining(", "));
    text.append(others.isEmpty() ? "" : "\nalso " + others);
    heading(text, "stated", card.facts().size());
    for (EntityCard.StatedFact fact : first(card.facts())) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %s %s  %s, %s, %.2f",
              arrow(fact.direction()),
              fact.type(),
              entity(fact.other()),
              count(fact.documents(), "document"),
              fact.confidence()));
      evidence(text, fact.evidence().get(0));
    }
    heading(text, "in time", card.timeline().size());
    for (EntityCard.Dated each : first(card.timeline())) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %s  %s → %s → %s%s",
              each.time(),
              each.subject().name(),
              each.type(),
              each.object().name(),
              each.place() == null ? "" : ", " + each.place()));
    }
    heading(text, "documents", card.mentionedIn().size());
    for (EntityCard.MentioningDocument each : first(card.mentionedIn())) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %4d  %s%s",
              each.mentions(),
              each.title().isEmpty() ? "" : each.title() + "  ",
              HitText.path(each.uri())));
    }
    heading(text, "related", card.related().size());
    for (EntityCard.RelatedEntity each : first(card.related())) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %.3f  %s%s",
              each.score(),
              entity(each.entity()),
              each.suggested() ? ", suggested: no sentence states it" : ""));
    }
    return text.toString();
  }

  static String paths(Paths paths) {
    if (paths.paths().isEmpty()) {
      return "No path leads from "
          + entity(paths.from())
          + " to "
          + entity(paths.to())
          + (paths.complete() ? "." : ", as far as was looked.");
    }
    StringBuilder text = new StringBuilder();
    for (Paths.Path path : paths.paths()) {
      text.append(text.isEmpty() ? "" : "\n\n")
          .append(path.entities().stream().map(EntityRef::name).collect(Collectors.joining(" — ")))
          .append(String.format(Locale.ROOT, "  [%.2f]", path.cost()));
      for (int i = 0; i < path.hops().size(); i++) {
        hop(text, path, i);
      }
    }
    return text.append(
            paths.complete() ? "" : "\n\nA cheaper path may be there: a limit came first.")
        .toString();
  }

  private static void hop(StringBuilder text, Paths.Path path, int i) {
    Paths.Hop hop = path.hops().get(i);
    String from = entity(path.entities().get(i));
    String to = entity(path.entities().get(i + 1));
    if (hop.stated().isEmpty()) {
      text.append("\n  ").append(from).append(" together with ").append(to);
      hop.together().stream().limit(1).forEach(each -> evidence(text, each));
      return;
    }
    Paths.HopFact fact = hop.stated().get(0);
    boolean out = fact.direction() == Direction.OUT;
    text.append("\n  ")
        .append(out ? from : to)
        .append(" → ")
        .append(fact.type())
        .append(" → ")
        .append(out ? to : from);
    evidence(text, fact.evidence());
  }

  private static void evidence(StringBuilder text, Evidence evidence) {
    String sentence = evidence.sentence().replaceAll("\\s+", " ").strip();
    if (sentence.length() > LONGEST_SENTENCE) {
      int end = sentence.offsetByCodePoints(0, sentence.codePointCount(0, LONGEST_SENTENCE));
      sentence = sentence.substring(0, end) + " …";
    }
    text.append("\n      ")
        .append(sentence)
        .append("\n      ")
        .append(HitText.path(evidence.uri()));
  }

  private static void heading(StringBuilder text, String heading, int count) {
    if (count > 0) {
      text.append("\n\n").append(heading);
      text.append(count > SHOWN ? " (" + SHOWN + " of " + count + ")" : "");
    }
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  private static String arrow(Direction direction) {
    return direction == Direction.OUT ? "→" : "←";
  }

  private static String entity(EntityRef entity) {
    return entity.name() + " (" + entity.type() + ")";
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
