package io.millrace.cluster.cli;

import io.millrace.cluster.layout.Layout;
import io.millrace.query.Serve;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The one main class, started by {@code ./millrace} and by {@code spark-submit} alike. */
@Command(
    name = "millrace",
    mixinStandardHelpOptions = true,
    version = "millrace 0.1.0",
    description = "Turns an organisation's documents into a searchable knowledge base.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      RejectsCommand.class,
      EmbedCommand.class,
      IndexCommand.class,
      GraphCommand.class,
      EvaluateCommand.class,
      PublishCommand.class,
      RollbackCommand.class,
      ReleasesCommand.class,
      DenyCommand.class,
      RunCommand.class,
      StatusCommand.class,
      MaintainCommand.class,
      ClusterCommand.class,
      SubmitCommand.class,
      SearchCommand.class,
      UpCommand.class,
      DownCommand.class,
      Serve.class,
      KeysCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Also: @|bold millrace test|@ runs every test, @|bold millrace bench NAME|@ a benchmark.",
      "",
      "Example:",
      "  millrace demo",
      "  millrace run --source ~/documents --name notes",
      "  millrace search \"how do I rotate the logs\"",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong usage or configuration."
    })
public final class Millrace {
  /** The first Java whose vector module Lucene uses itself. */
  private static final int LUCENE_VECTORS = 21;

  /** Warns on older ones that the module is of no use; to Millrace it is. */
  private static final Logger LUCENE =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Lucene tells java.util.logging what it is glad about; only warnings are for an operator
    Logger.getLogger("").setLevel(Level.WARNING);
    if (Runtime.version().feature() < LUCENE_VECTORS) {
      LUCENE.setLevel(Level.SEVERE);
    }
    Layout.find().ifPresent(Layout::complete);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = execute(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command in this process: what {@link #main} does, without ending it. */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    ErrorReport errors = new ErrorReport(arguments);
    CommandLine command =
        new CommandLine(new Millrace())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(errors)
            .setExecutionExceptionHandler(errors);
    // its options are spark-submit's
    Objects.requireNonNull(command.getSubcommands().get("submit")).setStopAtUnmatched(true);
    try {
      Scratch.claim();
      return command.execute(arguments);
    } catch (Error | UncheckedIOException e) {
      // picocli hands over exceptions only; a missing class must end with a report as well
      return errors.failed(e, command);
    }
  }
}
