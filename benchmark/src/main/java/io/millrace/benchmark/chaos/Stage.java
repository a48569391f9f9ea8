package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where everything happens: one folder with the source, the warehouse and the temporary files, at
 * the same paths for every sequence, since documents are known by their URIs and tables by their
 * paths. States of the warehouse are kept as copies and put back.
 */
final class Stage {
  /** Most of such a short run is its start: as little of that as can be. */
  private static final List<String> JAVA =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xlog:disable",
          "-Dspark.sql.shuffle.partitions=2",
          "-Dspark.sql.codegen.wholeStage=false");

  private final Path work;
  private final String launcher;
  private final Signals signals = Signals.start();

  Stage(Path work) throws IOException {
    this.work = work.toRealPath();
    this.launcher =
        Objects.requireNonNull(
            System.getProperty("millrace.launcher"), "the launcher sets millrace.launcher");
    Corpus.remove(temporary()); // what an earlier run that was ended has left
    for (Path folder : List.of(temporary(), logs(), work.resolve("nights"))) {
      Files.createDirectories(folder);
    }
  }

  Path work() {
    return work;
  }

  Path source() {
    return work.resolve("source");
  }

  Path other() {
    return work.resolve("other");
  }

  Path warehouse() {
    return work.resolve("warehouse");
  }

  Path temporary() {
    return work.resolve("temporary");
  }

  private Path logs() {
    return work.resolve("logs");
  }

  /** The arguments of {@code run} or {@code ingest} for the main source. */
  static List<String> ofSource(String command, Stage stage) {
    return List.of(command, "--source", stage.source().toString(), "--name", "main");
  }

  /** The same for the second source. */
  static List<String> ofOther(String command, Stage stage) {
    return List.of(command, "--source", stage.other().toString(), "--name", "other");
  }

  /** Starts a command on the warehouse. */
  Child start(List<String> arguments) throws IOException {
    return start(arguments, List.of(), Map.of());
  }

  /**
   * Starts a command on the warehouse.
   *
   * @param before what stands before the command, such as a shell that sets a limit
   * @param environment further variables
   */
  Child start(List<String> arguments, List<String> before, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(launcher);
    command.addAll(arguments);
    command.addAll(List.of("--warehouse", warehouse().toString(), "--json"));
    Map<String, String> all = layout();
    // one task at a time, so one parser child
    all.put("MILLRACE_MASTER", "local[1]");
    all.put("MILLRACE_MEMORY", "700m");
    all.put("MILLRACE_PARSER_HEAP", "256MB");
    all.put("MILLRACE_ENCODER_PRECISION", "fp32");
    all.put("MILLRACE_JAVA_OPTIONS", String.join(" ", JAVA));
    all.put("TMPDIR", temporary().toString());
    all.putAll(environment);
    if (arguments.get(0).equals("publish")) {
      all.remove("MILLRACE_MASTER");
    }
    return Child.start(command, all, signals, logs());
  }

  /** The layout that is running now, without a look whether its sources have changed. */
  private static Map<String, String> layout() {
    return new HashMap<>(Map.of("MILLRACE_HOME", System.getProperty("millrace.home")));
  }

  /** Runs a command on the warehouse that must end well. */
  Child.End done(List<String> arguments) throws IOException, InterruptedException {
    return well(start(arguments));
  }

  /** Runs a command on no warehouse that must end well. */
  Child.End plain(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(arguments);
    return well(Child.start(command, layout(), signals, logs()));
  }

  private static Child.End well(Child child) throws IOException, InterruptedException {
    Child.End end = child.await();
    if (end.exitCode() != 0) {
      throw new IllegalStateException(
          "Cannot go on: " + end.command() + " ended with " + end.exitCode() + ": " + end.said());
    }
    return end;
  }

  /** Keeps the warehouse as it is now. */
  void keep(String name) throws IOException, InterruptedException {
    Corpus.remove(kept(name));
    copy(warehouse(), kept(name));
  }

  /** Puts a kept warehouse back; night 0 is none at all. */
  void restore(String name) throws IOException, InterruptedException {
    Corpus.remove(warehouse());
    if (Files.exists(kept(name))) {
      copy(kept(name), warehouse());
    }
  }

  /** Puts a kept warehouse into a folder that is there already. */
  void restoreInto(String name, Path folder) throws IOException, InterruptedException {
    copy(kept(name).resolve("."), folder);
  }

  Path kept(String name) {
    return work.resolve("nights").resolve(name);
  }

  /** Copies with hard links among the copied files, as generations share them. */
  static void copy(Path from, Path to) throws IOException, InterruptedException {
    Process copy =
        new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
    if (copy.waitFor() != 0) {
      throw new IOException("Cannot copy " + from + " to " + to);
    }
  }
}
