package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A clock that was set. Each process gets its own clock from libfaketime (Debian's package of that
 * name); the machine's stays as it is.
 */
final class WrongClocks {
  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib64/faketime/libfaketimeMT.so.1");

  private final Trials trials;
  private final Stage stage;

  WrongClocks(Trials trials) {
    this.trials = trials;
    this.stage = trials.stage();
  }

  void run() throws IOException, SQLException, InterruptedException {
    String library =
        LIBRARIES.stream().filter(each -> Files.exists(Path.of(each))).findFirst().orElse("");
    if (library.isEmpty()) {
      trials.findings().skip("the clock: libfaketime is not installed");
      return;
    }
    if (!shifts(library)) {
      trials.findings().skip("the clock: " + library + " does not shift the clock of a process");
      return;
    }
    behind(clock(library, "-2h"));
    Map<String, String> ahead = new HashMap<>(clock(library, "+2h"));
    ahead.putAll(Freezes.SHORT_LEASE);
    new Freezes(trials).freeze(Moment.INGEST_FILES, ahead);
    rival(clock(library, "+2h"));
  }

  /**
   * The wall clock alone: the monotonic one, by which Java waits, stays. Its fix for waits, on by
   * default, would let each of them end at once, so that a process spins.
   */
  private static Map<String, String> clock(String library, String shift) {
    return Map.of(
        "LD_PRELOAD",
        library,
        "FAKETIME",
        shift,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** Whether the library works here: without it, all would be found well. */
  private static boolean shifts(String library) throws IOException, InterruptedException {
    ProcessBuilder date = new ProcessBuilder("date", "+%s");
    date.environment().putAll(clock(library, "-2h"));
    Process process = date.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    long behind = Instant.now().getEpochSecond() - Long.parseLong(said.strip());
    return process.waitFor() == 0 && behind >= Duration.ofHours(1).toSeconds();
  }

  /** A night whose clock is two hours behind the night before. */
  private void behind(Map<String, String> clock)
      throws IOException, SQLException, InterruptedException {
    int night = trials.anyLaterNight();
    trials.evening(night);
    List<String> differences = new ArrayList<>();
    Child.End end = stage.start(Stage.ofSource("run", stage), List.of(), clock).await();
    if (end.exitCode() != 0) {
      differences.add("the run ended with " + end.exitCode() + ": " + end.said());
    }
    differences.addAll(Comparison.same(trials.night(night), trials.now()));
    add(
        "clock set back two hours between two nights",
        night,
        "exit code " + end.exitCode(),
        differences);
  }

  /** A writer at work, and a rival to whom its lease looks long expired. */
  private void rival(Map<String, String> clock)
      throws IOException, SQLException, InterruptedException {
    String what = "rival with a clock two hours ahead";
    int night = trials.anyLaterNight();
    trials.evening(night);
    List<String> differences = new ArrayList<>();
    List<Integer> codes = new ArrayList<>();
    Sight sight = Sight.of(stage.warehouse());
    try (Child holder = stage.start(Stage.ofSource("run", stage))) {
      if (!sight.await(Moment.INGEST_ANY, holder, 0)) {
        trials.findings().skip(what + ": the first run had ended");
        return;
      }
      try (Child rival = stage.start(Stage.ofSource("run", stage), List.of(), clock)) {
        for (Child.End end : List.of(holder.await(), rival.await())) {
          codes.add(end.exitCode());
          if (end.exitCode() != 0 && !end.output().contains("LEASE_LOST")) {
            differences.add(end.command() + " ended with " + end.exitCode() + ": " + end.said());
          }
        }
      }
    }
    if (!codes.contains(0)) {
      differences.add("neither run ended well");
    }
    add(what, night, "exit codes " + codes, differences);
  }

  private void add(String what, int night, String result, List<String> differences)
      throws IOException, SQLException, InterruptedException {
    differences.addAll(trials.recover(what, night));
    trials.findings().add("clock", what, result, differences);
    trials.say(what + ": " + result + ": " + differences.size() + " differences");
  }
}
