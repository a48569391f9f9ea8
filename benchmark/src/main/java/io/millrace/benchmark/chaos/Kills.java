package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code kill -9}, at random and at planted moments, of the job or of a parser's child. Each night
 * is killed up to four times, in one step after the other; after each kill what is visible must be
 * whole, and after the next run everything must be as if nothing had happened. Only a kill that hit
 * a living process counts, and under the moment at which the process stood.
 */
final class Kills {
  private static final int MOST_A_NIGHT = 4;

  /** The exit code of a process that ended by SIGKILL. */
  private static final int KILLED = 137;

  private static final long PARSER_MILLIS = 4_000;
  private static final long PUBLISH_MILLIS = 1_200;

  private final Trials trials;
  private final Map<Moment, Integer> missed = new EnumMap<>(Moment.class);
  private int done;

  Kills(Trials trials) {
    this.trials = trials;
  }

  void run(int kills) throws IOException, SQLException, InterruptedException {
    int night = 1;
    trials.evening(night);
    while (done < kills && allMissed() < kills + 20) {
      round(night, Math.min(MOST_A_NIGHT, kills - done));
      if (night == trials.corpus().nights()) {
        night = trials.random().nextInt(trials.corpus().nights());
        trials.stage().restore(Integer.toString(night));
      }
      night++;
      trials.corpus().show(trials.stage().source(), night);
    }
    missed.forEach(
        (moment, times) ->
            trials
                .findings()
                .skip(
                    "a kill in "
                        + moment.step()
                        + " "
                        + moment.when()
                        + ", "
                        + times
                        + " times: its command had ended before"));
    if (done < kills) {
      trials.findings().skip((kills - done) + " of " + kills + " kills: too many came too late");
    }
  }

  private int allMissed() {
    return missed.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void round(int night, int most) throws IOException, SQLException, InterruptedException {
    List<String> what = new ArrayList<>();
    try (LiveReader reader = LiveReader.start(trials.stage().warehouse())) {
      for (Moment moment : moments(most)) {
        List<String> differences = new ArrayList<>();
        Optional<String> hit =
            moment == Moment.INGEST_PARSER ? killParser(differences) : killJob(moment, night);
        if (hit.isEmpty()) {
          missed.merge(moment, 1, Integer::sum);
          continue;
        }
        String name = "kill " + hit.get();
        done++;
        what.add(name);
        State found = trials.now();
        differences.addAll(Comparison.whole(trials.night(night - 1), trials.night(night), found));
        trials.findings().add("kills", name, state(found, night), differences);
        trials.say(
            "kill "
                + done
                + ", night "
                + night
                + ": "
                + name
                + ": "
                + differences.size()
                + " differences");
      }
      String after = "night " + night + " with " + what;
      List<String> differences = trials.recover(after, night);
      differences.addAll(reader.differences());
      trials.findings().answers(reader.count());
      trials.findings().add("kills", "next run", after, differences);
      trials.say("next run, night " + night + ": " + differences.size() + " differences");
      if (!differences.isEmpty()) {
        trials.stage().restore(Integer.toString(night)); // one fault is not to be found twice
      }
    }
  }

  private static String state(State found, int night) {
    return "night " + night + ", live " + found.live() + ", " + found.documents().size() + " rows";
  }

  /** One moment of each of some steps, in the order of the steps. */
  private List<Moment> moments(int most) {
    List<Moment> all = new ArrayList<>(List.of(Moment.values()));
    List<Moment> chosen = new ArrayList<>();
    while (chosen.size() < most) {
      chosen.add(all.remove(trials.random().nextInt(all.size())));
    }
    chosen.sort(Comparator.naturalOrder());
    return chosen;
  }

  /**
   * Starts a command and kills it at a moment.
   *
   * @return what was hit and where it stood; empty where it had ended before
   */
  private Optional<String> killJob(Moment wanted, int night)
      throws IOException, SQLException, InterruptedException {
    boolean indexed =
        GenerationFiles.whole(trials.stage().warehouse().resolve("index")).size()
            == trials.night(night).generations().size();
    List<String> arguments =
        wanted.step().equals("publish") && indexed
            ? List.of("publish")
            : Stage.ofSource("run", trials.stage());
    Moment moment =
        wanted == Moment.PUBLISH_ANY && !indexed
            ? Moment.PUBLISH_POINTER // too short inside a long command to be hit by chance
            : wanted;
    Sight sight = Sight.of(trials.stage().warehouse());
    try (Child child = trials.stage().start(arguments, List.of(), Map.of())) {
      boolean seen = sight.await(moment, child, delay(moment));
      child.kill();
      if (child.await().exitCode() != KILLED || !seen) {
        return Optional.empty();
      }
      if (moment == Moment.PUBLISH_ANY) {
        return Optional.of("job: publish, " + moment.when());
      }
      if (moment.random()) {
        return Optional.of("job: " + sight.writing(child) + ", " + moment.when());
      }
      String late = sight.at(moment) ? "" : "later than ";
      return Optional.of("job: " + moment.step() + ", " + late + moment.when());
    }
  }

  /**
   * Kills a parser's child of an ingest, which must go on without it.
   *
   * @return what was hit; empty where there was none any more
   */
  private Optional<String> killParser(List<String> differences)
      throws IOException, SQLException, InterruptedException {
    Sight sight = Sight.of(trials.stage().warehouse());
    try (Child child = trials.stage().start(Stage.ofSource("ingest", trials.stage()))) {
      boolean seen = sight.await(Moment.INGEST_PARSER, child, delay(Moment.INGEST_PARSER));
      boolean ingests = seen && sight.leased(child, "documents");
      boolean hit =
          ingests && child.parsers().stream().filter(ProcessHandle::destroyForcibly).count() > 0;
      Child.End end = child.await();
      if (end.exitCode() != 0) {
        differences.add("ingest ended with " + end.exitCode() + ": " + end.said());
      }
      return hit
          ? Optional.of("parser child: ingest, " + Moment.INGEST_PARSER.when())
          : Optional.empty();
    }
  }

  private long delay(Moment moment) {
    return switch (moment) {
      case INGEST_PARSER -> trials.random().nextLong(PARSER_MILLIS);
      case PUBLISH_ANY -> trials.random().nextLong(PUBLISH_MILLIS);
      case INGEST_ANY, EMBED_ANY, INDEX_ANY ->
          trials.random().nextLong(Math.max(1, trials.millis(moment.step())));
      default -> 0;
    };
  }
}
