package io.millrace.benchmark;

import io.millrace.benchmark.chaos.ChaosBench;
import io.millrace.benchmark.corpus.CorpusCommand;
import io.millrace.benchmark.embed.EmbedBench;
import io.millrace.benchmark.graph.GraphBench;
import io.millrace.benchmark.ingest.IngestBench;
import io.millrace.benchmark.scale.ScaleBench;
import io.millrace.benchmark.search.IndexBench;
import io.millrace.benchmark.search.SearchBench;
import io.millrace.benchmark.search.ServeBench;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The main class of {@code millrace bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures Millrace beside what people would use instead.",
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      CorpusCommand.class,
      EmbedBench.class,
      GraphBench.class,
      IndexBench.class,
      IngestBench.class,
      ScaleBench.class,
      SearchBench.class,
      ServeBench.class,
      ChaosBench.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Peers are installed on first use, into benchmark/target/. Results are in docs/performance.md.",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong usage."
    })
public final class Bench {
  private Bench() {}

  /** Runs one benchmark and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Logger.getLogger("").setLevel(Level.WARNING);
    CommandLine command = new CommandLine(new Bench()).setCommandName("millrace bench");
    command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, at, parsed) -> {
          at.getErr().println("bench: " + failure.getMessage());
          if (System.getenv("MILLRACE_STACK_TRACE") != null) {
            failure.printStackTrace(at.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(command.execute(arguments));
  }
}
