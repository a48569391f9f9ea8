package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code kill -9}, at random and at planted moments. Each night is killed up to four times, in one
 * step after the other; after each kill what is visible must be whole, and after the next run
 * everything must be as if nothing had happened.
 */
final class Kills {
  private static final int MOST_A_NIGHT = 4;
  private static final long PARSER_MILLIS = 4_000;
  private static final long PUBLISH_MILLIS = 1_200;

  private final Trials trials;
  private int done;
  private int missed;

  Kills(Trials trials) {
    this.trials = trials;
  }

  void run(int kills) throws IOException, SQLException, InterruptedException {
    int night = 1;
    trials.evening(night);
    while (done < kills && missed < kills + 20) {
      round(night, Math.min(MOST_A_NIGHT, kills - done));
      if (night == trials.corpus().nights()) {
        night = trials.random().nextInt(trials.corpus().nights());
        trials.stage().restore(Integer.toString(night));
      }
      night++;
      trials.corpus().show(trials.stage().source(), night);
    }
    if (missed > 0) {
      trials.findings().skip(missed + " moments came too late: their command had ended before");
    }
  }

  private void round(int night, int most) throws IOException, SQLException, InterruptedException {
    List<String> what = new ArrayList<>();
    try (LiveReader reader = LiveReader.start(trials.stage().warehouse())) {
      for (Moment moment : moments(most)) {
        String target = moment == Moment.INGEST_PARSER ? "parser child" : "job";
        String name = "kill " + target + ", " + moment.step() + " " + moment.when();
        if (!kill(moment, night)) {
          missed++;
          continue;
        }
        done++;
        what.add(name);
        State found = trials.now();
        List<String> differences =
            Comparison.whole(trials.night(night - 1), trials.night(night), found);
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

  /** Starts a command and kills it at a moment; false where it ended before. */
  private boolean kill(Moment moment, int night)
      throws IOException, SQLException, InterruptedException {
    Sight sight = Sight.of(trials.stage().warehouse());
    boolean indexed =
        GenerationFiles.whole(trials.stage().warehouse().resolve("index")).size()
            == trials.night(night).generations().size();
    List<String> arguments =
        moment.step().equals("publish") && indexed
            ? List.of("publish")
            : Stage.ofSource("run", trials.stage());
    if (moment == Moment.PUBLISH_ANY && !indexed) {
      moment = Moment.PUBLISH_POINTER; // too short inside a long command to be hit by chance
    }
    try (Child child = trials.stage().start(arguments, List.of(), Map.of())) {
      boolean hit = sight.await(moment, child, delay(moment));
      if (moment == Moment.INGEST_PARSER) {
        List<ProcessHandle> parsers = child.parsers();
        parsers.forEach(ProcessHandle::destroyForcibly);
        child.await();
        return hit && !parsers.isEmpty();
      }
      child.kill();
      return child.await().exitCode() == 137 && hit;
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
