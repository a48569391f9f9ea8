package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands at once that want the same thing: two ingests of different sources, two embeds, an index
 * during an ingest, two publishes. Their order is open, so that revisions are compared in any
 * order; everything else must be as if they had come one after the other.
 */
final class Rivals {
  private final Trials trials;
  private final Stage stage;

  Rivals(Trials trials) {
    this.trials = trials;
    this.stage = trials.stage();
  }

  void run() throws IOException, SQLException, InterruptedException {
    trials.evening(2);
    pair(
        "two ingests of two sources",
        Stage.ofSource("ingest", stage),
        Stage.ofOther("ingest", stage));
    pair("two embeds", List.of("embed"), List.of("embed"));
    trials.corpus().show(stage.source(), 3);
    pair("index during ingest", Stage.ofSource("ingest", stage), List.of("index"));
    stage.done(List.of("embed"));
    pair("two indexes", List.of("index"), List.of("index"));
    int releases = trials.now().releases().size();
    pair("two publishes", List.of("publish"), List.of("publish"));
    State now = trials.now();
    List<String> differences = new ArrayList<>();
    if (now.releases().size() != releases + 1) {
      differences.add(
          "two publishes of one generation made "
              + (now.releases().size() - releases)
              + " releases");
    }
    stage.done(Stage.ofSource("run", stage));
    differences.addAll(Comparison.same(now, trials.now()));
    trials.findings().left("rivals", trials.leftovers());
    differences.addAll(Comparison.sameInAnyOrder(oneAfterTheOther(), now));
    trials.findings().add("concurrent", "state after all rivals", "", differences);
    trials.say("after all rivals: " + differences.size() + " differences");
  }

  /** What the same commands leave when none has a rival. */
  private State oneAfterTheOther() throws IOException, SQLException, InterruptedException {
    trials.evening(2);
    stage.done(Stage.ofSource("ingest", stage));
    stage.done(Stage.ofOther("ingest", stage));
    stage.done(List.of("embed"));
    trials.corpus().show(stage.source(), 3);
    stage.done(Stage.ofSource("run", stage));
    return trials.now();
  }

  /** Starts both, and waits for both, who must both end well. */
  private void pair(String what, List<String> one, List<String> two)
      throws IOException, SQLException, InterruptedException {
    List<String> differences = new ArrayList<>();
    int answers;
    int waited = 0;
    try (LiveReader reader = LiveReader.start(stage.warehouse());
        Child first = stage.start(one);
        Child second = stage.start(two)) {
      for (Child.End end : List.of(first.await(), second.await())) {
        if (end.errors().contains("waiting to write")) {
          waited++;
        }
        if (end.exitCode() != 0) {
          differences.add(end.command() + " ended with " + end.exitCode() + ": " + end.said());
        }
      }
      differences.addAll(trials.now().faults());
      differences.addAll(reader.differences());
      answers = reader.count();
    }
    trials.findings().answers(answers);
    trials.findings().add("concurrent", what, "both ended, " + waited + " waited", differences);
    trials.say(what + ", " + waited + " waited: " + differences.size() + " differences");
  }
}
