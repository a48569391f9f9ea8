package io.millrace.benchmark.chaos;

import io.millrace.benchmark.corpus.CorpusOptions;
import io.millrace.benchmark.report.BenchOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Kills, freezes and starves the nightly sequence, and compares what it leaves with an"
          + " undisturbed one.",
      "Exit code 1 where anything differs or is left behind."
    },
    footer = {
      "",
      "Example:",
      "  millrace bench chaos --kills 60",
      "  millrace bench chaos --only frozen,clock --seed 7"
    })
public final class ChaosBench implements Callable<Integer> {
  /** The kinds of trouble. */
  enum Trouble {
    KILLS,
    CONCURRENT,
    FROZEN,
    DISK,
    CLOCK,
    GRAPH
  }

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(names = "--seed", paramLabel = "N", description = "Decides everything random. Default 1.")
  private long seed = 1;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "How many kills, and as many in graph. Default 60.")
  private int kills = 60;

  @Option(
      names = "--nights",
      paramLabel = "N",
      description = "Nights of the undisturbed sequence, at least 3. Default 5.")
  private int nights = 5;

  @Option(
      names = "--only",
      paramLabel = "TROUBLE",
      split = ",",
      description = "Some of ${COMPLETION-CANDIDATES}. Default: all.")
  private @Nullable Set<Trouble> only;

  @Override
  public Integer call() throws Exception {
    if (nights < 3) {
      throw new IllegalArgumentException(
          "Cannot make trouble in " + nights + " nights: there must be at least 3");
    }
    long started = System.nanoTime();
    Set<Trouble> wanted = only == null ? EnumSet.allOf(Trouble.class) : EnumSet.copyOf(only);
    Path samples = CorpusOptions.samples().resolve("documents");
    Stage stage = new Stage(options.work());
    Findings findings = new Findings(options::say);
    Trials trials =
        new Trials(
            stage, Corpus.of(samples, nights, seed), new Random(seed), findings, options::say);
    options.say("working in " + stage.work());
    // rivals begin after the first night and make their own reference, as the graph does from none
    boolean rivalsOnly = wanted.equals(EnumSet.of(Trouble.CONCURRENT));
    boolean graphOnly = wanted.equals(EnumSet.of(Trouble.GRAPH));
    trials.reference(seed, graphOnly ? 0 : rivalsOnly ? 1 : nights);
    for (Trouble trouble : wanted) {
      switch (trouble) {
        case KILLS -> new Kills(trials).run(kills);
        case CONCURRENT -> new Rivals(trials).run();
        case FROZEN -> new Freezes(trials).run();
        case DISK -> new FullDisks(trials).run();
        case CLOCK -> new WrongClocks(trials).run();
        case GRAPH -> new GraphKills(trials).run(kills);
      }
    }
    String command =
        String.format(
            Locale.ROOT,
            "millrace bench chaos --kills %d --seed %d --nights %d --only %s",
            kills,
            seed,
            nights,
            String.join(",", wanted.stream().map(Trouble::name).toList()).toLowerCase(Locale.ROOT));
    ChaosReport report = findings.report(command, seed, (System.nanoTime() - started) / 1e9);
    options.print("chaos", report, report.text());
    return findings.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
