package io.millrace.benchmark.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** What all trials share: the stage, the undisturbed states, the checks and the findings. */
final class Trials {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Stage stage;
  private final Corpus corpus;
  private final Random random;
  private final Findings findings;
  private final Consumer<String> say;
  private final List<State> nights = new ArrayList<>();
  private final Map<String, Long> millis = new HashMap<>();

  Trials(Stage stage, Corpus corpus, Random random, Findings findings, Consumer<String> say) {
    this.stage = stage;
    this.corpus = corpus;
    this.random = random;
    this.findings = findings;
    this.say = say;
  }

  Stage stage() {
    return stage;
  }

  Corpus corpus() {
    return corpus;
  }

  Random random() {
    return random;
  }

  Findings findings() {
    return findings;
  }

  void say(String line) {
    say.accept(line);
  }

  /**
   * Runs every night undisturbed, and keeps what each leaves. Where an earlier run with the same
   * seed has done so in the same folder, its nights are taken.
   *
   * @param last the last night that is needed
   */
  void reference(long seed, int last) throws IOException, SQLException, InterruptedException {
    corpus.showOther(stage.other());
    nights.add(State.empty());
    Path kept = stage.kept("nights.json");
    Map<String, Long> made = new HashMap<>();
    if (Files.exists(kept)) {
      JSON.readTree(kept.toFile())
          .fields()
          .forEachRemaining(field -> made.put(field.getKey(), field.getValue().asLong()));
    }
    boolean again =
        made.getOrDefault("seed", 0L) == seed && made.getOrDefault("nights", 0L) >= last;
    if (!again) {
      stage.restore("0");
      made.clear();
      made.put("seed", seed);
      made.put("nights", (long) last);
    }
    for (int night = 1; night <= last; night++) {
      if (again) {
        stage.restore(Integer.toString(night));
      } else {
        undisturbed(night, made);
      }
      State state = State.read(stage.warehouse());
      findings.add("reference", "undisturbed night", "night " + night, state.faults());
      findings.left("the undisturbed night " + night, leftovers());
      nights.add(state);
      say(
          "undisturbed: night "
              + night
              + " of "
              + last
              + ", "
              + state.documents().size()
              + " rows, "
              + state.vectors().size()
              + " vectors");
    }
    millis.putAll(made);
    JSON.writeValue(kept.toFile(), made);
  }

  private void undisturbed(int night, Map<String, Long> made)
      throws IOException, InterruptedException {
    corpus.show(stage.source(), night);
    JsonNode printed = JSON.readTree(stage.done(Stage.ofSource("run", stage)).output());
    for (String step : List.of("ingest", "embed", "index")) {
      // the last night counts: like most, it is small
      made.put(step, (long) (printed.get(step).get("seconds").asDouble() * 1000));
    }
    stage.keep(Integer.toString(night));
  }

  /** What night {@code night} leaves undisturbed; 0 is before the first. */
  State night(int night) {
    return nights.get(night);
  }

  /** How long a step took undisturbed. */
  long millis(String step) {
    return millis.getOrDefault(step, 1500L);
  }

  /**
   * Puts the stage to the evening of a night: its documents, and the warehouse of the one before.
   */
  void evening(int night) throws IOException, InterruptedException {
    stage.restore(Integer.toString(night - 1));
    corpus.show(stage.source(), night);
  }

  /** A night that has one before it. */
  int anyLaterNight() {
    return 2 + random.nextInt(corpus.nights() - 1);
  }

  /** What the warehouse holds now. */
  State now() throws IOException, SQLException {
    return State.read(stage.warehouse());
  }

  /** What is left over now, when no command runs. */
  List<String> leftovers() throws IOException, SQLException, InterruptedException {
    List<String> left = new ArrayList<>(Leftovers.of(stage.warehouse()));
    for (int look = 0; look < 50 && !Leftovers.processes(stage.work()).isEmpty(); look++) {
      Thread.sleep(200); // a parser's child notices only by and by that it is alone
    }
    left.addAll(Leftovers.processes(stage.work()));
    left.addAll(Leftovers.temporary(stage.temporary()));
    findings.metadataFiles(Leftovers.metadataFiles(stage.warehouse()));
    return left;
  }

  /** One undisturbed run after trouble, and the differences that it leaves. */
  List<String> recover(String after, int night)
      throws IOException, SQLException, InterruptedException {
    List<String> differences = new ArrayList<>();
    Child.End end = stage.start(Stage.ofSource("run", stage)).await();
    if (end.exitCode() != 0) {
      differences.add("the next run ended with " + end.exitCode() + ": " + end.said());
    }
    differences.addAll(Comparison.same(night(night), now()));
    findings.left(after, leftovers());
    return differences;
  }
}
