package io.millrace.cluster.cli;

import io.millrace.cluster.standalone.ClusterException;
import io.millrace.core.settings.SettingsException;
import io.millrace.core.warehouse.WarehouseException;
import io.millrace.graph.database.GraphException;
import io.millrace.graph.model.ModelException;
import io.millrace.ingestion.IngestException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong: for a reader on standard error, with {@code --json} also as an object on
 * standard output.
 */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = ExitCode.USAGE;

  private final boolean json;

  ErrorReport(String[] arguments) {
    this.json = Arrays.asList(arguments).contains("--json");
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    print(command, new Problem("USAGE", said(e), List.of(), WRONG_USAGE));
    if (!json && !CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ParameterException usage) {
      return handleParseException(usage, new String[0]);
    }
    return failed(e, command);
  }

  /** Reports what ended a command, and gives the exit code. */
  int failed(Throwable thrown, CommandLine command) {
    Problem problem = problem(thrown);
    print(command, problem);
    if (System.getenv("MILLRACE_STACK_TRACE") != null) {
      thrown.printStackTrace(command.getErr());
    }
    return problem.exitCode();
  }

  private record Problem(String code, String message, List<String> details, int exitCode) {}

  /**
   * The first cause that Millrace itself threw says most; its class names the code ({@code
   * SourceException} is {@code SOURCE}). Engines wrap such causes in their own exceptions,
   * executors as texts.
   */
  private static Problem problem(Throwable thrown) {
    Problem problem = firstOwn(thrown);
    return problem.exitCode() == FAILED && causes(thrown).stream().anyMatch(ErrorReport::isDiskFull)
        ? new Problem("DISK_FULL", problem.message(), problem.details(), FAILED)
        : problem;
  }

  /** What the file system says, and what SQLite says. */
  private static boolean isDiskFull(String message) {
    return message.contains("No space left on device") || message.contains("SQLITE_FULL");
  }

  private static Problem firstOwn(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingsException settings) {
        return new Problem(
            "SETTINGS", String.valueOf(cause.getMessage()), settings.problems(), WRONG_USAGE);
      }
      if (cause instanceof IllegalArgumentException && said(cause).startsWith("Cannot ")) {
        return new Problem("USAGE", said(cause), List.of(), WRONG_USAGE);
      }
      if (cause instanceof WarehouseException warehouse) {
        return new Problem(warehouse.code().name(), said(cause), causes(cause.getCause()), FAILED);
      }
      if (cause instanceof ClusterException cluster) {
        return new Problem(cluster.code().name(), said(cause), causes(cause.getCause()), FAILED);
      }
      if (cause instanceof ModelException model) {
        return new Problem(model.code().name(), said(cause), causes(cause.getCause()), FAILED);
      }
      if (cause instanceof GraphException graph) {
        return new Problem(graph.code().name(), said(cause), causes(cause.getCause()), FAILED);
      }
      if (cause instanceof IngestException ingest && ingest.code() != IngestException.Code.FAILED) {
        return new Problem(ingest.code().name(), said(cause), causes(cause.getCause()), FAILED);
      }
      if (cause.getClass().getName().startsWith("io.millrace.")) {
        return new Problem(code(cause.getClass()), said(cause), causes(cause.getCause()), FAILED);
      }
      if (isDiskFull(said(cause))) {
        return new Problem("DISK_FULL", firstLine(said(cause)), causes(thrown), FAILED);
      }
    }
    return new Problem(
        "INTERNAL",
        thrown.getClass().getSimpleName() + ": " + firstLine(said(thrown)),
        causes(thrown.getCause()),
        FAILED);
  }

  /** The one line that says what went wrong. */
  static String message(Throwable thrown) {
    return problem(thrown).message();
  }

  private static String code(Class<?> type) {
    return type.getSimpleName()
        .replaceFirst("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toUpperCase(Locale.ROOT);
  }

  private static List<String> causes(@Nullable Throwable first) {
    List<String> lines = new ArrayList<>();
    for (Throwable cause = first; cause != null && lines.size() < 8; cause = cause.getCause()) {
      lines.add(cause.getClass().getSimpleName() + ": " + firstLine(said(cause)));
    }
    return lines;
  }

  private static String said(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private void print(CommandLine command, Problem problem) {
    if (json) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", problem.code());
      error.put("message", problem.message());
      error.put("details", problem.details());
      command.getOut().println(Json.write(Map.of("error", error)));
    }
    PrintWriter err = command.getErr();
    err.println("millrace: " + problem.message());
    problem.details().stream()
        .filter(detail -> !detail.equals(problem.message()))
        .forEach(detail -> err.println("  - " + detail));
  }
}
