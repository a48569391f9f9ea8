package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code kill -9}, at random moments of {@code graph}, of the job, of its executor on a real Spark
 * cluster, or of Neo4j; Neo4j away for two minutes; its disk full. After each kill what a reader
 * sees must be whole, and after the next run everything as if nothing had happened.
 */
final class GraphKills {
  private static final int MOST_A_NIGHT = 6;

  /** The exit code of a process that ended by SIGKILL. */
  private static final int KILLED = 137;

  private static final long LONGEST_AWAY_MILLIS = 8_000;
  private static final long AWAY_MILLIS = 120_000;
  private static final int EXECUTORS = 5;

  private final Trials trials;
  private final GraphStage stage;

  /** What is killed. */
  private enum Target {
    JOB,
    NEO4J,
    EXECUTOR
  }

  /**
   * What a kill did.
   *
   * @param hit whether it ended a living process while the job ran
   * @param when after how many milliseconds, and how the job ended
   * @param finished whether the job did its work all the same: nothing of the night is left
   */
  private record Blow(boolean hit, String when, boolean finished) {
    static Blow of(boolean hit, long after, Child.End end) {
      return new Blow(
          hit, after + " ms, the job ended with " + end.exitCode(), end.exitCode() == 0);
    }
  }

  GraphKills(Trials trials) {
    this.trials = trials;
    this.stage = new GraphStage(trials);
  }

  void run(int kills) throws IOException, SQLException, InterruptedException {
    try {
      stage.reference();
      int done = 0;
      int rounds = 0;
      while (done < kills && rounds++ < kills) {
        done += round(Math.min(MOST_A_NIGHT, kills - done), rounds % EXECUTORS == 0);
        trials.say("kills in graph: " + done + " of " + kills);
      }
      if (done < kills) {
        trials.findings().skip((kills - done) + " of " + kills + " kills: too many came too late");
      }
      away();
      new FullGraphDisk(trials, stage).run();
    } finally {
      stage.server().down();
    }
  }

  /**
   * Kills in a row in one night, until its graph is loaded, then an undisturbed run; how many hit.
   */
  private int round(int most, boolean isOfExecutors)
      throws IOException, SQLException, InterruptedException {
    int night = 1 + trials.random().nextInt(trials.corpus().nights());
    stage.evening(night);
    stage.server().up(trials::say);
    List<String> what = new ArrayList<>();
    boolean finished = false;
    for (int kill = 0; kill < most && !finished; kill++) {
      Target target =
          isOfExecutors
              ? Target.EXECUTOR
              : trials.random().nextBoolean() ? Target.JOB : Target.NEO4J;
      Blow blow = target == Target.EXECUTOR ? killExecutor() : kill(target);
      finished = blow.finished();
      if (blow.hit()) {
        String name = "kill in graph: " + target.name().toLowerCase(Locale.ROOT);
        what.add(name);
        List<String> torn = stage.content().torn(stage.night(night - 1), stage.night(night));
        trials.findings().add("graph", name, "night " + night + ", " + blow.when(), torn);
      }
    }
    String after = "night " + night + " with " + what;
    trials.findings().add("graph", "next graph", after, stage.recover(after, night));
    return what.size();
  }

  private static void rest(long millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }

  /** Kills the job or Neo4j, which comes back soon. */
  private Blow kill(Target target) throws IOException, InterruptedException {
    long after = trials.random().nextLong(stage.millis());
    try (Child child = stage.start(Map.of())) {
      rest(after);
      if (target == Target.JOB) {
        child.kill();
        Child.End end = child.await();
        return Blow.of(end.exitCode() == KILLED, after, end);
      }
      boolean hit = child.alive() && killServer();
      rest(trials.random().nextLong(LONGEST_AWAY_MILLIS));
      stage.server().up(trials::say);
      Child.End end = child.await();
      return Blow.of(hit, after, end);
    }
  }

  private boolean killServer() {
    return stage.server().running().filter(each -> each.process().destroyForcibly()).isPresent();
  }

  /** Kills an executor of a cluster; Spark starts another, and the job goes on. */
  private Blow killExecutor() throws IOException, InterruptedException {
    try (SmallCluster cluster = SmallCluster.up(trials.stage());
        Child child = stage.start(Map.of("MILLRACE_MASTER", cluster.master()))) {
      if (!child.until(() -> !cluster.executors().isEmpty())) {
        return Blow.of(false, 0, child.await());
      }
      long after = trials.random().nextLong(stage.millis());
      rest(after);
      boolean hit =
          child.alive()
              && cluster.executors().stream().filter(ProcessHandle::destroyForcibly).count() > 0;
      Child.End end = child.await();
      return Blow.of(hit, after, end);
    }
  }

  /** Neo4j is away for two minutes in the middle of a load, which waits for it. */
  private void away() throws IOException, SQLException, InterruptedException {
    int night = trials.corpus().nights();
    stage.evening(night);
    stage.server().up(trials::say);
    List<String> differences = new ArrayList<>();
    String result;
    try (Child child = stage.start(Map.of())) {
      rest(stage.millis() / 2);
      boolean hit = child.alive() && killServer();
      rest(AWAY_MILLIS);
      stage.server().up(trials::say);
      Child.End end = child.await();
      result = "killed: " + hit + ", the job ended with " + end.exitCode();
      if (end.exitCode() != 0) {
        differences.add("the job did not wait: " + end.said());
      }
    }
    differences.addAll(stage.recover("away", night));
    trials.findings().add("graph", "Neo4j away for two minutes", result, differences);
  }
}
