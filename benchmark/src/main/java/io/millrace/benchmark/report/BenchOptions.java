package io.millrace.benchmark.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every benchmark takes. */
public final class BenchOptions {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(names = "--json", description = "Print one JSON object on standard output.")
  private boolean json;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Counted runs of each subject, in turn; medians are reported. Default 3.")
  private int runs = 3;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write NAME.json and NAME.md there.")
  private @Nullable Path out;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where what is made and measured lies. Default: a new temporary folder.")
  private @Nullable Path work;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  private CommandLine command() {
    return Objects.requireNonNull(mixee, "picocli sets the mixee before a command runs")
        .commandLine();
  }

  /** Counted runs of each subject. */
  public int runs() {
    if (runs < 1) {
      throw new CommandLine.ParameterException(
          command(), "Cannot measure " + runs + " runs: there must be at least one");
    }
    return runs;
  }

  /** The folder to work in; it stays, for a second run or a look. */
  public Path work() throws IOException {
    return work == null
        ? Files.createTempDirectory("millrace-bench-")
        : Files.createDirectories(work);
  }

  /** A line for whoever watches. */
  public void say(String line) {
    command().getErr().println("bench: " + line);
    command().getErr().flush();
  }

  /** Prints and, where asked to, writes what was found. */
  public void print(Report report) throws IOException {
    print(report.benchmark(), report, report.text());
  }

  /**
   * As {@link #print(Report)}, for a report of another form.
   *
   * @param report what becomes the JSON object
   * @param text the same for a reader
   */
  public void print(String benchmark, Record report, String text) throws IOException {
    String object = JSON.writeValueAsString(report);
    command().getOut().println(json ? object : text);
    command().getOut().flush();
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve(benchmark + ".json"), object + "\n");
      Files.writeString(out.resolve(benchmark + ".md"), text);
    }
  }
}
