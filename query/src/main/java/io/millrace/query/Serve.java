package io.millrace.query;

import io.millrace.core.settings.QuerySettings;
import io.millrace.core.settings.Settings;
import io.millrace.core.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code millrace serve}: the query service in the foreground, until it is told to end. A main
 * class of its own, since it runs without the class path of the jobs.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the query service in the foreground; 'millrace up' runs it beside you.",
    footer = {
      "",
      "Example:",
      "  millrace serve --warehouse ~/knowledge --port 7700",
      "  millrace serve --host 0.0.0.0 --require-key --config service.yaml",
      "  millrace serve --check --config service.yaml"
    })
public final class Serve implements Callable<Integer> {
  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "Where releases and index are. Default ./warehouse.")
  private @Nullable String warehouse;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML settings; flags win over MILLRACE_SECTION_KEY variables over the file.")
  private @Nullable Path config;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "The address to listen on. Default 127.0.0.1, this machine alone.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The port; 0 for any free one. Default 7700.")
  private @Nullable String port;

  @Option(names = "--require-key", description = "Let nobody in without a key.")
  private boolean requireKey;

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description = "Folder of the access and audit logs. Default logs in the warehouse.")
  private @Nullable String logs;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description =
          "PKCS #12 file for TLS; its password by MILLRACE_QUERY_KEYSTORE_PASSWORD or --config.")
  private @Nullable String keystore;

  @Option(
      names = "--check",
      description =
          "Start at a free port of this machine alone, ask a question, and end: 0 if all is well.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  /** Runs it and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Lucene tells java.util.logging what it is glad about; only warnings are for an operator
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(
        new CommandLine(new Serve())
            .setExecutionExceptionHandler(Serve::failed)
            .execute(arguments));
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    Throwable told = failure;
    while (!(told instanceof IOException) && told.getCause() != null) {
      told = told.getCause();
    }
    command.getErr().println("millrace: " + told.getMessage());
    return failure instanceof SettingsException || failure instanceof IllegalArgumentException
        ? 2
        : 1;
  }

  /** The settings with the flags that were given. */
  private Settings settings() {
    Map<String, String> flags = new LinkedHashMap<>();
    put(flags, "warehouse", warehouse);
    put(flags, "query.host", check ? "127.0.0.1" : host);
    put(flags, "query.port", check ? "0" : port);
    put(flags, "query.logs", logs);
    put(flags, "query.keystore", keystore);
    put(
        flags,
        "query.access",
        requireKey ? QuerySettings.Access.KEY.name().toLowerCase(Locale.ROOT) : null);
    return Settings.load(Optional.ofNullable(config), System.getenv(), flags);
  }

  private static void put(Map<String, String> flags, String key, @Nullable String value) {
    if (value != null) {
      flags.put(key, value);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    QueryServer server = QueryServer.start(settings());
    if (check) {
      try (server) {
        return SelfCheck.of(server, out::println) ? 0 : 1;
      }
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    out.println("Serving at " + server.url());
    out.flush();
    new CountDownLatch(1).await(); // until the process is told to end
    return 0;
  }
}
