package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
final class CommonOptions {
  @Option(
      names = "--warehouse",
      paramLabel = "DIR|URI",
      description = "Where tables, index and releases live. Default ./warehouse.")
  private @Nullable String warehouse;

  @Option(
      names = "--catalog",
      paramLabel = "URI",
      description =
          "JDBC URI of the catalog, as jdbc:postgresql://host/db. Default a file in the warehouse.")
  private @Nullable String catalog;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master. Default local[*], or spark-submit's.")
  private @Nullable String master;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML settings; flags win over MILLRACE_SECTION_KEY variables over the file.")
  private @Nullable Path config;

  @Option(names = "--json", description = "Print one JSON object on standard output.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  /** The command that these options belong to. */
  CommandLine command() {
    return Objects.requireNonNull(mixee, "picocli sets the mixee before a command runs")
        .commandLine();
  }

  /** Where progress, warnings and errors go. */
  PrintWriter err() {
    return command().getErr();
  }

  /** Prints a command's result: as one JSON object, or as text for a reader. */
  void print(Map<String, ?> result, String text) {
    PrintWriter out = command().getOut();
    out.println(json ? Json.write(result) : text);
    out.flush();
  }

  /** Prints the result of a command that has already told a reader everything. */
  void printJson(Map<String, ?> result) {
    if (json) {
      command().getOut().println(Json.write(result));
    }
  }

  /** A line for a reader while the command works; with {@code --json} it goes to standard error. */
  void say(String line) {
    PrintWriter writer = json ? err() : command().getOut();
    writer.println(line);
    writer.flush();
  }

  /** The options that another command needs to read the same warehouse. */
  String repeated() {
    return (warehouse == null ? "" : " --warehouse " + warehouse)
        + (catalog == null ? "" : " --catalog " + catalog);
  }

  /** The settings with this command's own flags by key; null values were not given. */
  Settings settings(Map<String, @Nullable String> flags) {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "warehouse", warehouse);
    put(given, "catalog.uri", catalog);
    put(given, "master", master);
    flags.forEach((key, value) -> put(given, key, value));
    return Settings.load(Optional.ofNullable(config), System.getenv(), given);
  }

  /** The settings file that was named, absolute. */
  Optional<Path> config() {
    return Optional.ofNullable(config).map(Path::toAbsolutePath);
  }

  Settings settings() {
    return settings(Map.of());
  }

  private static void put(Map<String, String> given, String key, @Nullable String value) {
    if (value != null) {
      given.put(key, value);
    }
  }
}
