package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A writer that is frozen for longer than its lease lasts, followed by another, and woken: it must
 * end with {@code LEASE_LOST} and exit code 1, and add nothing.
 */
final class Freezes {
  /** Short, so that nobody waits a minute; long enough for a renewal on a busy machine. */
  static final Map<String, String> SHORT_LEASE = Map.of("MILLRACE_LEASE_DURATION", "6s");

  private static final long QUEUE_MILLIS = 3_000;
  private static final long LOOK_MILLIS = 200;

  private final Trials trials;
  private final Stage stage;

  Freezes(Trials trials) {
    this.trials = trials;
    this.stage = trials.stage();
  }

  void run() throws IOException, SQLException, InterruptedException {
    freeze(Moment.INGEST_FILES, SHORT_LEASE);
    freeze(Moment.EMBED_FILES, SHORT_LEASE);
    freeze(Moment.INDEX_FILES, SHORT_LEASE);
    publish();
  }

  /**
   * One frozen run, its follower, and the late end of the first.
   *
   * @param environment of the frozen one
   */
  void freeze(Moment moment, Map<String, String> environment)
      throws IOException, SQLException, InterruptedException {
    int night = trials.anyLaterNight();
    trials.evening(night);
    List<String> differences = new ArrayList<>();
    String result = "too late";
    Sight sight = Sight.of(stage.warehouse());
    try (LiveReader reader = LiveReader.start(stage.warehouse());
        Child holder = stage.start(Stage.ofSource("run", stage), List.of(), environment)) {
      if (sight.await(moment, holder, 0)) {
        holder.freeze();
        Child.End late;
        try (Child follower = stage.start(Stage.ofSource("run", stage), List.of(), SHORT_LEASE)) {
          if (moment.step().equals("index")) {
            // its folder is locked by the system until it wakes: the follower has the lease and
            // waits
            awaitLease(follower, moment.step());
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
        result = "exit code " + late.exitCode() + ", " + late.said();
        if (late.exitCode() != 1 || !late.output().contains("LEASE_LOST")) {
          differences.add("the late holder did not say LEASE_LOST: " + result);
        }
        differences.addAll(Comparison.same(trials.night(night), trials.now()));
      }
      differences.addAll(reader.differences());
      trials.findings().answers(reader.count());
    }
    String what =
        "frozen "
            + moment.step()
            + " "
            + moment.when()
            + (environment.size() > 1 ? ", clock ahead" : "");
    differences.addAll(trials.recover(what, night));
    trials.findings().add("frozen", what, result, differences);
    trials.say(what + ": " + result + ": " + differences.size() + " differences");
  }

  private static void followed(Child follower, List<String> differences)
      throws IOException, InterruptedException {
    Child.End end = follower.await();
    if (end.exitCode() != 0) {
      differences.add("the follower ended with " + end.exitCode() + ": " + end.said());
    }
  }

  /** Waits until a process holds a lease, or has ended. */
  private void awaitLease(Child child, String lease) throws SQLException, InterruptedException {
    String holder =
        "SELECT name FROM millrace_leases WHERE expires_millis > 0 AND name = '"
            + lease
            + "' AND pid = "
            + child.pid();
    String database = "jdbc:sqlite:" + stage.warehouse().resolve("catalog.db");
    while (child.alive() && WarehouseTables.query(database, holder).isEmpty()) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** A frozen publisher keeps its lock: the next waits, and both make one release. */
  private void publish() throws IOException, SQLException, InterruptedException {
    int night = trials.anyLaterNight();
    trials.evening(night);
    for (List<String> step :
        List.of(Stage.ofSource("ingest", stage), List.of("embed"), List.of("index"))) {
      stage.done(step);
    }
    List<String> differences = new ArrayList<>();
    Sight sight = Sight.of(stage.warehouse());
    try (Child holder = stage.start(List.of("publish"))) {
      if (sight.await(Moment.PUBLISH_POINTER, holder, 0)) {
        holder.freeze();
        try (Child next = stage.start(List.of("publish"))) {
          Thread.sleep(QUEUE_MILLIS);
          holder.thaw();
          for (Child.End end : List.of(holder.await(), next.await())) {
            if (end.exitCode() != 0) {
              differences.add("publish ended with " + end.exitCode() + ": " + end.said());
            }
          }
        }
      }
    }
    String what = "frozen publish between manifest and pointer";
    differences.addAll(trials.recover(what, night));
    trials.findings().add("frozen", what, "both ended", differences);
    trials.say(what + ": " + differences.size() + " differences");
  }
}
