package io.millrace.benchmark.peer;

import io.millrace.benchmark.measure.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The peers that are Python packages. Each set has a requirements file in {@code benchmark/peers/},
 * with pinned versions, and a virtual environment under {@code benchmark/target/}, made when first
 * asked for.
 */
public final class PythonPeers {
  /** The system property with the folder {@code benchmark/} of the checkout. */
  static final String FOLDER = "millrace.benchmark";

  private static final Duration INSTALL = Duration.ofMinutes(20);

  private final Path folder;
  private final Path environment;

  private PythonPeers(Path folder, Path environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Makes a set of peers ready.
   *
   * @param name the set; its packages are in {@code peers/NAME.txt}
   * @param say told where something has to be installed
   */
  public static PythonPeers install(String name, Consumer<String> say)
      throws IOException, InterruptedException {
    Path folder =
        Path.of(Objects.requireNonNull(System.getProperty(FOLDER), "the launcher sets " + FOLDER));
    Path environment = folder.resolve("target/peers-" + name);
    String wanted = Files.readString(folder.resolve("peers/" + name + ".txt"));
    Path installed = environment.resolve("installed.txt");
    if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
      say.accept("installing the Python packages of benchmark/peers/" + name + ".txt");
      run(List.of("python3", "-m", "venv", "--clear", environment.toString()));
      run(
          List.of(
              environment.resolve("bin/pip").toString(),
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "-r",
              folder.resolve("peers/" + name + ".txt").toString()));
      Files.writeString(installed, wanted);
    }
    return new PythonPeers(folder, environment);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    ChildRun run = ChildRun.of(command, Map.of(), line -> "install", INSTALL);
    if (run.exitCode() != 0) {
      throw new IOException("Cannot install the peers: " + command + ": " + run.errors());
    }
  }

  /** The command that runs {@code benchmark/peers/SCRIPT} in the environment. */
  public List<String> command(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(environment.resolve("bin/python").toString());
    command.add(folder.resolve("peers").resolve(script).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
