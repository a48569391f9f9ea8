package io.millrace.cluster.cli;

import io.millrace.cluster.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.deploy.SparkSubmit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code millrace submit}: Spark's own {@code spark-submit}, in this process. */
@Command(
    name = "submit",
    description =
        "Runs spark-submit from the layout, with Millrace's classes, models and parsers on the"
            + " driver and on every executor. Takes the options of spark-submit in client mode; the driver's heap is MILLRACE_MEMORY.",
    customSynopsis = "millrace submit [SPARK-SUBMIT OPTIONS] JAR [ARGUMENTS]",
    footer = {
      "",
      "The driver is this process: set its heap by MILLRACE_MEMORY.",
      "",
      "Example:",
      "  millrace submit --master spark://127.0.0.1:7077 --class com.example.MyJob my-job.jar 3",
      "  millrace submit --master spark://127.0.0.1:7077 --executor-memory 2g \\",
      "    --class io.millrace.cluster.cli.Millrace cluster/target/millrace/millrace.jar \\",
      "    run --source /data/documents --name company"
    })
final class SubmitCommand implements Callable<Integer> {
  /** What would need a new process, and what does the same here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "--driver-memory", "set MILLRACE_MEMORY",
          "--driver-java-options", "set MILLRACE_JAVA_OPTIONS",
          "--driver-class-path", "use --jars",
          "--deploy-mode", "leave it out, it is client");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (arguments.isEmpty()) {
      throw usage("Cannot submit: no jar is named");
    }
    ELSEWHERE.forEach(
        (option, instead) -> {
          if (arguments.stream()
              .anyMatch(each -> each.equals(option) || each.startsWith(option + "="))) {
            throw usage("Cannot submit with " + option + ": the driver already runs; " + instead);
          }
        });
    Layout.require()
        .executorSettings()
        .forEach(
            (key, value) -> {
              if (System.getProperty(key) == null) {
                System.setProperty(key, value);
              }
            });
    SparkSubmit.main(arguments.toArray(String[]::new));
    return 0;
  }

  private ParameterException usage(String message) {
    return new ParameterException(
        Objects.requireNonNull(spec, "picocli sets the spec before a command runs").commandLine(),
        message);
  }
}
