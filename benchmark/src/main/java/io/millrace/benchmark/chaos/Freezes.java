package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A writer that is frozen for longer than its lease lasts, followed by another, and woken: it must
 * end with {@code LEASE_LOST} and exit code 1, and add nothing. A freeze that came too late is
 * tried again, and never counts.
 */
final class Freezes {
  /** Short, so that nobody waits a minute; long enough for a renewal on a busy machine. */
  static final Map<String, String> SHORT_LEASE = Map.of("MILLRACE_LEASE_DURATION", "6s");

  /** How often it is tried: a holder may have gone further, or be within a statement of SQLite. */
  private static final int TRIES = 8;

  /** A publish is short and cheap. */
  private static final int PUBLISH_TRIES = 20;

  private static final String UNPUBLISHED = "unpublished";

  private final Trials trials;
  private final Stage stage;

  Freezes(Trials trials) {
    this.trials = trials;
    this.stage = trials.stage();
  }

  void run() throws IOException, SQLException, InterruptedException {
    for (Moment moment :
        List.of(
            Moment.INGEST_FILES,
            Moment.INGEST_COMMIT,
            Moment.EMBED_FILES,
            Moment.EMBED_COMMIT,
            Moment.INDEX_FILES)) {
      freeze(moment, SHORT_LEASE);
    }
    publish();
  }

  /**
   * One frozen run, its follower, and the late end of the first.
   *
   * @param environment of the frozen one
   */
  void freeze(Moment moment, Map<String, String> environment)
      throws IOException, SQLException, InterruptedException {
    String what =
        "frozen "
            + moment.step()
            + " "
            + moment.when()
            + (environment.size() > 1 ? ", clock ahead" : "");
    int night = trials.anyLaterNight();
    for (int time = 0; time < TRIES; time++) {
      trials.evening(night);
      List<String> differences = new ArrayList<>();
      Optional<String> result;
      try (LiveReader reader = LiveReader.start(stage.warehouse())) {
        result = frozen(moment, environment, night, differences);
        differences.addAll(reader.differences());
        trials.findings().answers(reader.count());
      }
      if (result.isPresent()) {
        differences.addAll(trials.recover(what, night));
        trials.findings().add("frozen", what, result.get(), differences);
        trials.say(what + ": " + result.get() + ": " + differences.size() + " differences");
        return;
      }
      trials.say(what + ": not frozen in time");
    }
    trials.findings().skip(what + ": in " + TRIES + " tries not frozen in time");
  }

  /**
   * Starts a run, freezes it, lets another follow, and wakes it.
   *
   * @return how it ended; empty where it could not be frozen in time
   */
  private Optional<String> frozen(
      Moment moment, Map<String, String> environment, int night, List<String> differences)
      throws IOException, SQLException, InterruptedException {
    Sight sight = Sight.of(stage.warehouse());
    try (Child holder = stage.start(Stage.ofSource("run", stage), List.of(), environment)) {
      if (!sight.await(moment, holder, 0)
          || !holder.freeze()
          || !sight.catalogFree()
          || !sight.at(moment)) {
        return Optional.empty();
      }
      Child.End late;
      try (Child follower = stage.start(Stage.ofSource("run", stage), List.of(), SHORT_LEASE)) {
        if (moment.step().equals("index")) {
          // its folder is locked by the system until it wakes: the follower has the lease and
          // waits
          follower.until(() -> sight.leased(follower, moment.step()));
          holder.thaw();
          late = holder.await();
          followed(follower, differences);
        } else {
          followed(follower, differences);
          differences.addAll(Comparison.same(trials.night(night), trials.now()));
          holder.thaw();
          late = holder.await();
        }
      }
      String result = "exit code " + late.exitCode() + ", " + late.said();
      if (late.exitCode() != 1 || !late.output().contains("LEASE_LOST")) {
        differences.add("the late holder did not say LEASE_LOST: " + result);
      }
      differences.addAll(Comparison.same(trials.night(night), trials.now()));
      return Optional.of(result);
    }
  }

  private static void followed(Child follower, List<String> differences)
      throws IOException, InterruptedException {
    Child.End end = follower.await();
    if (end.exitCode() != 0) {
      differences.add("the follower ended with " + end.exitCode() + ": " + end.said());
    }
  }

  /** A frozen publisher keeps its lock: the next waits, and both make one release. */
  private void publish() throws IOException, SQLException, InterruptedException {
    String what = "frozen publish between manifest and pointer";
    int night = trials.anyLaterNight();
    trials.evening(night);
    for (List<String> step :
        List.of(Stage.ofSource("ingest", stage), List.of("embed"), List.of("index"))) {
      stage.done(step);
    }
    stage.keep(UNPUBLISHED);
    for (int time = 0; time < PUBLISH_TRIES; time++) {
      stage.restore(UNPUBLISHED);
      List<String> differences = new ArrayList<>();
      if (published(differences)) {
        differences.addAll(trials.recover(what, night));
        trials.findings().add("frozen", what, "both ended", differences);
        trials.say(what + ": " + differences.size() + " differences");
        return;
      }
      trials.say(what + ": not frozen in time");
    }
    trials.findings().skip(what + ": in " + PUBLISH_TRIES + " tries not frozen in time");
  }

  /** Freezes a publisher until the next stands at its lock; false where it could not in time. */
  private boolean published(List<String> differences)
      throws IOException, SQLException, InterruptedException {
    Path lock = stage.warehouse().resolve("releases/.lock");
    Sight sight = Sight.of(stage.warehouse());
    try (Child holder = stage.start(List.of("publish"))) {
      if (!sight.await(Moment.PUBLISH_POINTER, holder, 0)
          || !holder.freeze()
          || !sight.at(Moment.PUBLISH_POINTER)) {
        return false;
      }
      try (Child next = stage.start(List.of("publish"))) {
        if (!next.until(() -> next.hasOpen(lock))) {
          differences.add("the next publish did not wait: " + next.await().said());
        }
        holder.thaw();
        for (Child.End end : List.of(holder.await(), next.await())) {
          if (end.exitCode() != 0) {
            differences.add("publish ended with " + end.exitCode() + ": " + end.said());
          }
        }
      }
    }
    return true;
  }
}
